/** Throw-away network namespaces in which one thing goes wrong. */
@NullMarked
package dev.raingauge.lab;

import org.jspecify.annotations.NullMarked;
