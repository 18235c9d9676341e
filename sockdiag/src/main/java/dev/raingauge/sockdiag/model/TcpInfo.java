package dev.raingauge.sockdiag.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@code struct tcp_info} says of a connection ({@code include/uapi/linux/tcp.h}). It grows
 * with the kernel: a figure is there if the kernel's answer was long enough to hold it.
 *
 * @param sinceLastDataSent since data was last sent, and since the handshake on a connection that
 *     never sent any: on one that waits in an accept queue this is how long it has waited ({@code
 *     tcpi_last_data_sent}, milliseconds)
 */
public record TcpInfo(Optional<Duration> sinceLastDataSent) {}
