/** The terminal: keys in, cells out. Knows nothing of sockets. */
@NullMarked
package dev.raingauge.monitor.terminal;

import org.jspecify.annotations.NullMarked;
