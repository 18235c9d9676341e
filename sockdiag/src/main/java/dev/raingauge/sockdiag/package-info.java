/** Asks the kernel about its sockets: the way in for users of the library. */
@NullMarked
package dev.raingauge.sockdiag;

import org.jspecify.annotations.NullMarked;
