/** One pure parser for each file below /proc, named after it. */
@NullMarked
package dev.raingauge.sockdiag.procfs;

import org.jspecify.annotations.NullMarked;
