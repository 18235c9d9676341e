/**
 * Pure: samples in, findings out. No rule reads a clock, a file or the kernel, and text comes last.
 */
@NullMarked
package dev.raingauge.monitor.diagnose;

import org.jspecify.annotations.NullMarked;
