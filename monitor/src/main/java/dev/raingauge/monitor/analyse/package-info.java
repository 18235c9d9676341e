/** Pure: turns samples into intervals, rates, findings and a report. */
@NullMarked
package dev.raingauge.monitor.analyse;

import org.jspecify.annotations.NullMarked;
