/**
 * The netlink wire format, pure: bytes in, model out. Every ABI constant stands next to its struct.
 */
@NullMarked
package dev.raingauge.sockdiag.wire;

import org.jspecify.annotations.NullMarked;
