/**
 * Pushes the metrics to an OpenTelemetry collector. Nothing of it is loaded without {@code --otlp}.
 */
@NullMarked
package dev.raingauge.monitor.otlp;

import org.jspecify.annotations.NullMarked;
