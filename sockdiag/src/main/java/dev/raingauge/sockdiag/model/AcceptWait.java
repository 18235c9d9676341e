package dev.raingauge.sockdiag.model;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * One connection that waits in an accept queue.
 *
 * @param cookie names the connection, so that the same one is known again in the next sample
 * @param remote the client
 * @param waited since the handshake completed
 * @param clientGone whether the client has closed already (CLOSE_WAIT): accepting it serves nobody
 */
public record AcceptWait(
        OptionalLong cookie, Endpoint remote, Duration waited, boolean clientGone) {}
