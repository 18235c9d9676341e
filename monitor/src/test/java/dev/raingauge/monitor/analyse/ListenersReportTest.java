package dev.raingauge.monitor.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.analyse.ListenersReport.Row;
import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.Transport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ListenersReportTest {
    @Test
    void socketsOfOneAddressShareARow() {
        Row row =
                row(
                        new Sample(Sample.HOST)
                                .tcp("0.0.0.0:80", 6, 5, 3, 11)
                                .tcp("0.0.0.0:80", 1, 5, 4, 12)
                                .counts(9, 7, 1, 2));
        assertThat(row.acceptQueue().depth()).isEqualTo(7);
        assertThat(row.acceptQueue().limit()).hasValue(10);
        assertThat(row.acceptQueue().full()).hasValue(true);
        assertThat(row.drops()).hasValue(7);
        assertThat(row.synQueue()).hasValue(2);
        assertThat(row.connections().active()).hasValue(9);
        assertThat(row.sockets()).hasSize(2);
    }

    @Test
    void dropsAreUnknownAsSoonAsOneSocketDoesNotTell() {
        Row row =
                row(
                        new Sample(Sample.HOST)
                                .tcp("0.0.0.0:80", 0, 5, 3, 11)
                                .tcp(
                                        Transport.TCP,
                                        "0.0.0.0:80",
                                        0,
                                        AcceptQueue.of(0, 5),
                                        OptionalLong.empty(),
                                        12));
        assertThat(row.drops()).isEmpty();
    }

    @Test
    void theLongestWaitIsZeroWithoutAQueueAndUnknownWithoutAnAnswer() {
        assertThat(row(new Sample(Sample.HOST).tcp("0.0.0.0:80", 0, 5, 0, 1)).longestWait())
                .hasValue(Duration.ZERO);
        assertThat(row(new Sample(Sample.HOST).tcp("0.0.0.0:80", 1, 5, 0, 1)).longestWait())
                .isEmpty();
        assertThat(
                        row(new Sample(Sample.HOST)
                                        .tcp("0.0.0.0:80", 2, 5, 0, 1)
                                        .waits(12)
                                        .waits(3100))
                                .longestWait())
                .hasValue(Duration.ofMillis(3100));
        assertThat(row(new Sample(Sample.HOST).unix("/run/x", 0, 5, 1)).longestWait()).isEmpty();
    }

    @Test
    void figuresThatWereNotLookedAtAreUnknown() {
        Row row = row(new Sample(Sample.HOST).tcp("0.0.0.0:80", 0, 5, 0, 1));
        assertThat(row.connections().active()).isEmpty();
        assertThat(row.connections().waiting()).isEmpty();
        assertThat(row.synQueue()).isEmpty();
    }

    @Test
    void anInterfaceHasItsNameOrElseItsIndex() {
        assertThat(row(bound(2)).interfaceName()).hasValue("eth0");
        assertThat(row(bound(7)).interfaceName()).hasValue("7");
        assertThat(row(bound(0)).interfaceName()).isEmpty();
    }

    @Test
    void theSameAddressInTwoNamespacesIsTwoRows() {
        ListenersReport report =
                ListenersReport.of(
                        Sample.LOOK,
                        List.of(
                                new Sample(Sample.HOST).tcp("0.0.0.0:80", 0, 5, 0, 1).seen(),
                                new Sample(new Namespace(7, "web"))
                                        .tcp("0.0.0.0:80", 6, 5, 0, 1)
                                        .seen()));
        assertThat(report.rows())
                .extracting(row -> row.namespace().name())
                .containsExactly("web", "host");
    }

    @Test
    void theFullestComesFirst() {
        assertThat(ListenersReport.of(Sample.LOOK, List.of(Sample.variety().seen())).rows())
                .extracting(row -> row.address().toString())
                .startsWith("0.0.0.0:8080", "127.0.0.1:7777", "@/tmp/.X11-unix/X0", "0.0.0.0:443");
    }

    @Test
    void anOwnerOfSeveralSocketsIsNamedOnce() {
        Row row =
                row(
                        new Sample(Sample.HOST)
                                .tcp("0.0.0.0:80", 0, 5, 0, 1)
                                .tcp("0.0.0.0:80", 0, 5, 0, 2)
                                .owner(1, 9, "b", 3)
                                .owner(2, 9, "b", 4)
                                .owner(2, 7, "a", 4));
        assertThat(row.owners()).extracting(owner -> owner.pid()).containsExactly(7, 9);
    }

    private static Sample bound(int index) {
        return new Sample(Sample.HOST)
                .tcp(
                        Transport.TCP,
                        "0.0.0.0:80",
                        index,
                        AcceptQueue.of(0, 5),
                        OptionalLong.empty(),
                        1);
    }

    private static Row row(Sample sample) {
        ListenersReport report = ListenersReport.of(Sample.LOOK, List.of(sample.seen()));
        assertThat(report.rows()).hasSize(1);
        return report.rows().getFirst();
    }
}
