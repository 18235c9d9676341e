/** What the kernel knows, as values: records and sealed types without I/O or foreign memory. */
@NullMarked
package dev.raingauge.sockdiag.model;

import org.jspecify.annotations.NullMarked;
