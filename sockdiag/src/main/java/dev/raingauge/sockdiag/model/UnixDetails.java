package dev.raingauge.sockdiag.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a walk over UNIX sockets knows beside the socket itself: a window, as its records are. */
public interface UnixDetails {
    /** The kernel's own state, of which {@link UnixSocket} says what it means. */
    TcpState state();

    /** As {@link InetDetails#shutdown}. */
    OptionalInt shutdown();

    /** One word of the socket's memory; empty where it was not asked for. */
    OptionalLong memory(MemoryFigure figure);
}
