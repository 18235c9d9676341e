/** One thing that goes wrong, or merely looks like it, and what must be found. */
@NullMarked
package dev.raingauge.lab.scenario;

import org.jspecify.annotations.NullMarked;
