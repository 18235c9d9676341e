package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress.Version;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpQuery.Detail;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions as Linux on x86-64 wants them, byte by byte. */
class RequestsTest {
    private static final TcpQuery LISTENERS = TcpQuery.of(TcpState.LISTEN);

    @BeforeEach
    void bytesOfX86() {
        Recorded.onlyLittleEndian();
    }

    @Test
    void listenersOfOneFamily() {
        String header = "48000000" + "1400" + "0103" + "00000000" + "00000000";
        assertThat(hex(Requests.tcp(LISTENERS, Version.V4)))
                .isEqualTo(header + "02060000" + "00040000" + "00".repeat(48));
        assertThat(hex(Requests.tcp(LISTENERS.with(Detail.MEMORY), Version.V6)))
                .isEqualTo(header + "0a064000" + "00040000" + "00".repeat(48));
        assertThat(hex(Requests.tcp(LISTENERS.with(Detail.INFO).with(Detail.MEMORY), Version.V4)))
                .isEqualTo(header + "02064200" + "00040000" + "00".repeat(48));
    }

    /** The low byte of 262 is TCP's 6: an old kernel must not take the question for that. */
    @Test
    void mptcpIsAskedForByAnAttribute() {
        assertThat(hex(Requests.tcp(LISTENERS.over(Transport.MPTCP), Version.V4)))
                .isEqualTo(
                        "50000000"
                                + "1400"
                                + "0103"
                                + "00000000"
                                + "00000000"
                                + "02000000"
                                + "00040000"
                                + "00".repeat(48)
                                + "08000300"
                                + "06010000");
    }

    @Test
    void bothFamiliesInOneOldQuestion() {
        assertThat(hex(Requests.legacyTcp(LISTENERS.with(Detail.MEMORY))))
                .isEqualTo(
                        "4c000000"
                                + "1200"
                                + "0103"
                                + "00000000"
                                + "00000000"
                                + "00000040"
                                + "00".repeat(48)
                                + "00040000"
                                + "00000000");
        TcpQuery mptcp = LISTENERS.over(Transport.MPTCP);
        assertThatThrownBy(() -> Requests.legacyTcp(mptcp))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the legacy question is about TCP, not MPTCP");
    }

    @Test
    void statesAreBits() {
        assertThat(hex(Requests.tcp(TcpQuery.all(), Version.V4)).substring(40, 48))
                .isEqualTo("fe0f0000");
        assertThat(
                        hex(Requests.tcp(
                                        TcpQuery.except(TcpState.ESTABLISHED, TcpState.TIME_WAIT),
                                        Version.V4))
                                .substring(40, 48))
                .isEqualTo("bc0f0000");
        assertThat(hex(Requests.tcp(TcpQuery.of(TcpState.UNKNOWN), Version.V4)).substring(40, 48))
                .isEqualTo("00000000");
    }

    @Test
    void aSourcePortAndAFilter() {
        TcpQuery query =
                TcpQuery.of(TcpState.ESTABLISHED)
                        .atSourcePort(8080)
                        .matching(new Filter.Port(Filter.End.REMOTE, 1024, 65_535));
        String filter = "0c000100" + "04080c00" + "00000004";
        assertThat(hex(Requests.tcp(query, Version.V4)))
                .isEqualTo(
                        "54000000"
                                + "1400"
                                + "0103"
                                + "00000000"
                                + "00000000"
                                + "02060000"
                                + "02000000"
                                + "1f90"
                                + "00".repeat(46)
                                + filter);
        assertThat(hex(Requests.legacyTcp(query)))
                .isEqualTo(
                        "58000000"
                                + "1200"
                                + "0103"
                                + "00000000"
                                + "00000000"
                                + "00000000"
                                + "1f90"
                                + "00".repeat(46)
                                + "02000000"
                                + "00000000"
                                + filter);
        assertThat(hex(Requests.tcp(query.over(Transport.MPTCP), Version.V4)))
                .endsWith("08000300" + "06010000" + filter);
    }

    /** A filter that wants everything is no filter: the kernel refuses an empty one. */
    @Test
    void everythingNeedsNoFilter() {
        assertThat(
                        Requests.tcp(
                                LISTENERS.matching(new Filter.Port(Filter.End.LOCAL, 0, 65_535)),
                                Version.V4))
                .isEqualTo(Requests.tcp(LISTENERS, Version.V4));
    }

    @Test
    void theLongestQuestionFitsInto64KiB() {
        int most = FilterCompiler.MOST_BYTES / InetDiagBcOp.SIZE;
        var filter = new Filter.And(Collections.nCopies(most, new Filter.AutoBound()));
        assertThat(Requests.legacyTcp(LISTENERS.matching(filter)).length)
                .isLessThanOrEqualTo(1 << 16);
        assertThat(
                        Requests.tcp(LISTENERS.over(Transport.MPTCP).matching(filter), Version.V6)
                                .length)
                .isLessThanOrEqualTo(1 << 16);
    }

    @Test
    void unixSockets() {
        String header = "28000000" + "1400" + "0103" + "00000000" + "00000000";
        assertThat(hex(Requests.unixListeners()))
                .isEqualTo(
                        header
                                + "01000000"
                                + "00040000"
                                + "00000000"
                                + "5b000000"
                                + "00".repeat(8));
        assertThat(hex(Requests.unixConnections()))
                .isEqualTo(
                        header
                                + "01000000"
                                + "02000000"
                                + "00000000"
                                + "07000000"
                                + "00".repeat(8));
        assertThat(hex(Requests.unixAll()))
                .isEqualTo(
                        header
                                + "01000000"
                                + "ffffffff"
                                + "00000000"
                                + "5f000000"
                                + "00".repeat(8));
    }

    @Test
    void theSameBytesGetANewNumber() {
        byte[] question = Requests.unixAll();
        Requests.number(question, 0x01020304);
        assertThat(hex(question).substring(16, 24)).isEqualTo("04030201");
        Requests.number(question, -1);
        assertThat(hex(question).substring(16, 24)).isEqualTo("ffffffff");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
