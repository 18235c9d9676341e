/** HTTP: metrics, JSON, live stream, dashboard. */
@NullMarked
package dev.raingauge.monitor.serve;

import org.jspecify.annotations.NullMarked;
