/** Pure: what ss users write after the options, turned into kernel bytecode and a test. */
@NullMarked
package dev.raingauge.monitor.filter;

import org.jspecify.annotations.NullMarked;
