/** Takes samples at a bounded cost and keeps a bounded history of them. */
@NullMarked
package dev.raingauge.monitor.sample;

import org.jspecify.annotations.NullMarked;
