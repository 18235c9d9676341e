/** A {@code MeterBinder} for the listening sockets of the process that it runs in. */
@NullMarked
package dev.raingauge.micrometer;

import org.jspecify.annotations.NullMarked;
