/** The live screen: what was sampled becomes a board, board and state become a picture. */
@NullMarked
package dev.raingauge.monitor.top;

import org.jspecify.annotations.NullMarked;
