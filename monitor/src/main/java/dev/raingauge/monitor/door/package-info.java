/**
 * Who may come in: TLS, passwords and client certificates, as a web configuration file has them.
 */
@NullMarked
package dev.raingauge.monitor.door;

import org.jspecify.annotations.NullMarked;
