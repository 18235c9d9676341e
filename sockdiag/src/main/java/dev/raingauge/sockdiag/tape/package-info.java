/** Recordings of what a kernel answered, and what it takes to make and to play them. */
@NullMarked
package dev.raingauge.sockdiag.tape;

import org.jspecify.annotations.NullMarked;
