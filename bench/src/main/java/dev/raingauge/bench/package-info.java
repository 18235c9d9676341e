/** JMH and whole-program comparisons; not shipped. */
@NullMarked
package dev.raingauge.bench;

import org.jspecify.annotations.NullMarked;
