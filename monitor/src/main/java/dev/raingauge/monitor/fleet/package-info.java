/** Pure: questions to a Prometheus-compatible server, and its answers joined into a report. */
@NullMarked
package dev.raingauge.monitor.fleet;

import org.jspecify.annotations.NullMarked;
