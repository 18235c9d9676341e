/** What was seen, kept in little space: blocks, packing, downsampling, retention, and the store. */
@NullMarked
package dev.raingauge.monitor.history;

import org.jspecify.annotations.NullMarked;
