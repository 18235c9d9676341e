/** The command line, and the one place that puts the long-lived parts together. */
@NullMarked
package dev.raingauge.monitor.cli;

import org.jspecify.annotations.NullMarked;
