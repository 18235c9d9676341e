package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.monitor.analyse.NamespaceSummary;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Totals and counters of a namespace of our own, against ss and nstat. */
class TotalsIT {
    private final List<AutoCloseable> open = new ArrayList<>();
    private LabNamespace namespace;

    @BeforeEach
    void connectionsOfEveryKind() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        Lab lab = opened(Lab.open());
        namespace = lab.namespace("totals");
        ServerSocket server =
                opened(
                        namespace.call(
                                () -> new ServerSocket(0, 50, InetAddress.getLoopbackAddress())));
        for (int i = 0; i < 7; i++) {
            Socket client = connect(server.getLocalPort());
            Socket accepted = opened(server.accept());
            if (i < 2) {
                client.shutdownOutput(); // FIN_WAIT2 here, CLOSE_WAIT there
            } else if (i == 2) {
                client.close();
                accepted.close(); // leaves a TIME_WAIT
            }
        }
        Thread.sleep(100);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void theCheapWayGivesTheSameTotalsAsSeeingEachSocketAndAsSs() throws Exception {
        Map<TcpState, Long> counted = states(Long.MAX_VALUE);
        Map<TcpState, Long> derived = states(-1);
        assertThat(derived).isEqualTo(counted);
        assertThat(counted)
                .containsEntry(TcpState.ESTABLISHED, 8L)
                .containsEntry(TcpState.CLOSE_WAIT, 2L)
                .containsEntry(TcpState.FIN_WAIT2, 2L)
                .containsEntry(TcpState.TIME_WAIT, 1L)
                .containsEntry(TcpState.LISTEN, 1L);
        assertThat(ofSs()).isEqualTo(withoutZeros(counted));
    }

    @Test
    void theKernelIsTriedForWhatCurrEstabCounts() throws Exception {
        var options =
                new ReadingOptions(
                        false, Optional.empty(), new Where.Own(), Path.of("/proc"), true);
        try (var lookout = new Lookout(options, Surroundings.real())) {
            assertThat(new CurrEstab(lookout).holdsCloseWait()).isPresent();
        }
    }

    @Test
    void theTableNamesTheScopeOfEachFigure() {
        Ran ran = Ran.run("summary", "--namespace=" + namespace.name());
        assertThat(ran.out())
                .containsPattern("TCP close_wait +2  this namespace")
                .containsPattern("TCP allocated +\\d+  the whole host");
    }

    @Test
    void countersAreThoseOfNstat() throws IOException {
        Ran ran = Ran.run("counters", "--json", "--namespace=" + namespace.name());
        var counters = (Map<?, ?>) ran.at("counters");
        int compared = 0;
        for (String line : namespace.run("nstat", "-azs").lines().toList()) {
            String[] words = line.split(" +", -1);
            if (!line.startsWith("#") && counters.containsKey(words[0])) {
                assertThat(counters.get(words[0])).as(words[0]).isEqualTo(words[1]);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(ran.at("counters", "TcpPassiveOpens")).isEqualTo("7");
    }

    @Test
    void withoutNetlinkTheTotalsComeFromProc() {
        Ran ran = Ran.run("summary", "--json", "--no-netlink");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.at("source")).isEqualTo("procfs");
        assertThat(ran.at("gaps").toString()).contains("--no-netlink");
    }

    private Map<TcpState, Long> states(long few) throws IOException, Failure {
        var options =
                new ReadingOptions(
                        false,
                        Optional.empty(),
                        Where.parse(namespace.name()),
                        Path.of("/proc"),
                        true);
        try (var lookout = new Lookout(options, Surroundings.real())) {
            NamespaceSummary summary =
                    new SummaryLook(lookout, few).report().namespaces().getFirst();
            return new TreeMap<>(summary.tcp().states());
        }
    }

    private static Map<String, Long> withoutZeros(Map<TcpState, Long> states) {
        var some = new TreeMap<String, Long>();
        states.forEach((state, count) -> {
            if (count > 0) {
                some.put(state.label(), count);
            }
        });
        return some;
    }

    private Map<String, Long> ofSs() throws IOException {
        var states = new TreeMap<String, Long>();
        for (String line : namespace.run("ss", "-tanH").lines().toList()) {
            String name =
                    switch (line.substring(0, line.indexOf(' '))) {
                        case "ESTAB" -> "established";
                        case "FIN-WAIT-1" -> "fin_wait1";
                        case "FIN-WAIT-2" -> "fin_wait2";
                        case "TIME-WAIT" -> "time_wait";
                        case "CLOSE-WAIT" -> "close_wait";
                        case "LISTEN" -> "listen";
                        default -> line;
                    };
            states.merge(name, 1L, Long::sum);
        }
        return states;
    }

    private Socket connect(int port) throws IOException {
        return opened(namespace.call(() -> new Socket(InetAddress.getLoopbackAddress(), port)));
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }
}
