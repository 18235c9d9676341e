package dev.raingauge.sockdiag.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a record says beyond its fixed part. Each figure is empty where it was not asked for, where
 * the kernel is too old for it, or where the source or the protocol does not have it.
 */
public interface InetDetails {
    /** One figure of {@code struct tcp_info}; only of TCP. */
    OptionalLong tcp(TcpFigure figure);

    /** One word of the socket's memory. */
    OptionalLong memory(MemoryFigure figure);

    /** Name of the congestion control: {@code cubic}. */
    Optional<String> congestionControl();

    /** {@code SO_MARK}, unsigned; only CAP_NET_ADMIN is told. */
    OptionalLong mark();

    /** As in {@link SocketIdentity}. */
    OptionalLong cgroupId();

    /** {@code IP_TOS}. */
    OptionalInt typeOfService();

    /** {@code IPV6_TCLASS}. */
    OptionalInt trafficClass();

    /** Bit 0: nothing more is received; bit 1: nothing more is sent ({@code sk_shutdown}). */
    OptionalInt shutdown();

    /** Whether an IPv6 socket refuses IPv4; only of listening and unconnected ones. */
    Optional<Boolean> v6Only();

    /** Nothing is known. */
    InetDetails NONE =
            new InetDetails() {
                @Override
                public OptionalLong tcp(TcpFigure figure) {
                    return OptionalLong.empty();
                }

                @Override
                public OptionalLong memory(MemoryFigure figure) {
                    return OptionalLong.empty();
                }

                @Override
                public Optional<String> congestionControl() {
                    return Optional.empty();
                }

                @Override
                public OptionalLong mark() {
                    return OptionalLong.empty();
                }

                @Override
                public OptionalLong cgroupId() {
                    return OptionalLong.empty();
                }

                @Override
                public OptionalInt typeOfService() {
                    return OptionalInt.empty();
                }

                @Override
                public OptionalInt trafficClass() {
                    return OptionalInt.empty();
                }

                @Override
                public OptionalInt shutdown() {
                    return OptionalInt.empty();
                }

                @Override
                public Optional<Boolean> v6Only() {
                    return Optional.empty();
                }
            };
}
