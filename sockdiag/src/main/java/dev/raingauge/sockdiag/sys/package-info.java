/** The only door out of Java: system calls, errno, descriptors. Knows none of our types. */
@NullMarked
package dev.raingauge.sockdiag.sys;

import org.jspecify.annotations.NullMarked;
