package dev.raingauge.sockdiag.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of the kernel, and what the contract calls them. */
class KernelCodesTest {
    /** {@code include/net/tcp_states.h}. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            textBlock =
                    """
                    1, established
                    2, syn_sent
                    3, syn_recv
                    4, fin_wait1
                    5, fin_wait2
                    6, time_wait
                    7, close
                    8, close_wait
                    9, last_ack
                    10, listen
                    11, closing
                    """)
    void statesOfTcp(int code, String label) {
        TcpState state = TcpState.ofCode(code);
        assertThat(state.label()).isEqualTo(label);
        assertThat(state.code()).isEqualTo(code);
        assertThat(state.bit()).isEqualTo(1 << code);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 12, 13, 255, Integer.MAX_VALUE})
    void aStateOfANewerKernelIsUnknown(int code) {
        assertThat(TcpState.ofCode(code)).isEqualTo(TcpState.UNKNOWN);
    }

    @Test
    void timers() {
        assertThat(List.of(0, 1, 2, 3, 4, 5, -1))
                .extracting(SocketTimer.Kind::ofCode)
                .containsExactly(
                        SocketTimer.Kind.NONE,
                        SocketTimer.Kind.RETRANSMIT,
                        SocketTimer.Kind.KEEPALIVE,
                        SocketTimer.Kind.TIME_WAIT,
                        SocketTimer.Kind.PERSIST,
                        SocketTimer.Kind.UNKNOWN,
                        SocketTimer.Kind.UNKNOWN);
    }

    @Test
    void kindsOfUnixSockets() {
        assertThat(List.of(1, 2, 3, 5, 0))
                .extracting(UnixSocket.Kind::ofCode)
                .containsExactly(
                        UnixSocket.Kind.STREAM,
                        UnixSocket.Kind.DATAGRAM,
                        UnixSocket.Kind.UNKNOWN,
                        UnixSocket.Kind.SEQPACKET,
                        UnixSocket.Kind.UNKNOWN);
    }

    @Test
    void transports() {
        assertThat(Arrays.stream(Transport.values()).map(Transport::label))
                .containsExactly("tcp", "mptcp", "unix", "unix_seqpacket");
    }

    @Test
    void aQuestionForAllStatesLeavesTheUnknownOut() {
        assertThat(TcpQuery.all().states()).hasSize(11).doesNotContain(TcpState.UNKNOWN);
        assertThat(TcpQuery.except(TcpState.ESTABLISHED).states())
                .hasSize(10)
                .doesNotContain(TcpState.ESTABLISHED, TcpState.UNKNOWN);
        assertThatThrownBy(() -> TcpQuery.all().over(Transport.UNIX))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filtersThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new Filter.Port(Filter.End.LOCAL, 2, 1))
                .hasMessage("no ports between 2 and 1");
        assertThatThrownBy(() -> new Filter.Port(Filter.End.LOCAL, 0, 65_536))
                .hasMessage("no ports between 0 and 65536");
        assertThatThrownBy(() -> new Filter.Address(Filter.End.REMOTE, IpAddress.ANY_V4, 33))
                .hasMessage("a prefix of 33 bits; 32 is the most");
        assertThatThrownBy(() -> new Filter.Address(Filter.End.REMOTE, IpAddress.ANY_V6, -1))
                .hasMessage("a prefix of -1 bits; 128 is the most");
    }
}
