/** Pure renderers of a report: table, JSON, Prometheus text. */
@NullMarked
package dev.raingauge.monitor.view;

import org.jspecify.annotations.NullMarked;
