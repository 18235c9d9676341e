package dev.raingauge.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.AcceptWait;
import dev.raingauge.sockdiag.model.Endpoint;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ListenerAddress;
import dev.raingauge.sockdiag.model.SockStat;
import dev.raingauge.sockdiag.model.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long MILLI = 1_000_000L;

    private final ScriptedHost host = new ScriptedHost();
    private final List<Observation> seen = new ArrayList<>();

    @Test
    void aCheapHostIsLookedAtAsOftenAsWanted() {
        host.add(1, "host").queues = Given.pass(Given.tcp("::1", 80, 0, 5, 0, 1));
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(60));
        assertThat(host.takenLooks())
                .containsEntry("queues of host", 600)
                .containsEntry("counters of host", 30 + 4) // with each census too
                .containsEntry("states of host", 12)
                .containsEntry("census of host", 4)
                .containsEntry("namespaces of host", 12)
                .doesNotContainKey("waits of host");
        assertThat(seen).hasSize(600);
    }

    @Test
    void aDearHostIsLookedAtWithinTheBudget() {
        host.cost.put(Depth.QUEUES, 2 * MILLI);
        host.cost.put(Depth.STATES, 100 * MILLI);
        host.cost.put(Depth.CENSUS, 900 * MILLI);
        host.add(1, "host").queues = Given.pass(Given.tcp("::1", 80, 0, 5, 0, 1));
        var rounds = rounds();
        run(rounds, Duration.ofHours(1));
        var spent = rounds.observation().spent();
        double total = spent.values().stream().mapToDouble(s -> s.cpu().toNanos() / 1e9).sum();
        // One percent of an hour, and the start credit of 3.8 s.
        assertThat(total).isBetween(30.0, 36 + 3.8 + 1.5);
        var looks = host.takenLooks();
        assertThat(looks.get("queues of host")).isGreaterThan(3_600 * 35 / 100);
        assertThat(looks.get("census of host")).isGreaterThan(5);
    }

    @Test
    void dearWalksTakeTurnsAmongTheNamespaces() {
        host.cost.put(Depth.CENSUS, 100 * MILLI);
        for (int i = 1; i <= 10; i++) {
            host.add(i, "ns" + i).queues = Given.pass(Given.tcp("::1", 80, 0, 5, 0, i));
        }
        run(rounds(), Duration.ofHours(1));
        // Nothing else costs anything here, so the whole 36 s of CPU time go to 0.1 s walks.
        var looks = host.takenLooks();
        for (int i = 1; i <= 10; i++) {
            assertThat(looks.get("census of ns" + i)).isBetween(30, 45);
        }
    }

    @Test
    void aNamespaceWithoutTcpSocketsCostsNoWalk() {
        host.add(1, "host").queues = Given.pass(Given.tcp("::1", 80, 0, 5, 0, 1));
        host.add(2, "idle").sockStat =
                new SockStat(Map.of("TCP inuse", 0L, "TCP tw", 0L, "TCP6 inuse", 0L));
        var rounds = rounds();
        run(rounds, Duration.ofMinutes(1));
        // The very first look may come before its sockstat is known.
        assertThat(host.takenLooks().getOrDefault("states of idle", 0)).isLessThanOrEqualTo(1);
        NamespaceSample idle = rounds.observation().namespaces().get(1);
        assertThat(idle.states()).isPresent();
        assertThat(idle.census().orElseThrow().value().tcp().states()).hasSize(11);
    }

    @Test
    void waitsAreAskedOnlyWhileAQueueIsNotEmpty() {
        var namespace = host.add(1, "host");
        var full = Given.tcp("127.0.0.1", 80, 3, 2, 0, 1);
        ListenerAddress address = ListenerAddress.of(full);
        namespace.queues = Given.pass(full);
        namespace.waits = Map.of(address, List.of(waited(Duration.ofSeconds(3))));
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(10));
        assertThat(host.takenLooks().get("waits of host")).isEqualTo(10);
        assertThat(only(rounds).waits().orElseThrow().value()).containsKey(address);

        namespace.queues = Given.pass(Given.tcp("127.0.0.1", 80, 0, 2, 0, 1));
        run(rounds, Duration.ofSeconds(10));
        assertThat(host.takenLooks()).doesNotContainKey("waits of host");
        assertThat(only(rounds).waits().orElseThrow().value()).isEmpty();
    }

    @Test
    void ownersAreLookedUpForNewListenersAndOnceAMinute() {
        var namespace = host.add(1, "host");
        namespace.queues = Given.pass(Given.tcp("::1", 80, 0, 5, 0, 1));
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(30));
        assertThat(host.ownerLookUps).isEqualTo(1);
        namespace.queues = Given.pass(Given.tcp("::1", 81, 0, 5, 0, 2));
        run(rounds, Duration.ofSeconds(30));
        assertThat(host.ownerLookUps).isEqualTo(2);
        assertThat(rounds.observation().owners()).containsOnlyKeys(2L);
        run(rounds, Duration.ofSeconds(90));
        assertThat(host.ownerLookUps).isEqualTo(3);
    }

    @Test
    void aNamespaceThatIsGoneIsClosed() {
        host.add(1, "host");
        var dying = host.add(2, "dying");
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(1));
        assertThat(rounds.observation().namespaces()).hasSize(2);
        host.namespaces.remove(2L);
        run(rounds, Duration.ofSeconds(6));
        assertThat(dying.closed).isEqualTo(1);
        assertThat(rounds.observation().namespaces()).hasSize(1);
        rounds.close();
        assertThat(dying.closed).isEqualTo(1);
    }

    @Test
    void aNamespaceThatCannotBeEnteredIsSeenFromOutside() {
        host.add(1, "host");
        var locked = host.add(2, "pod");
        locked.locked = true;
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(1));
        NamespaceSample pod = rounds.observation().namespaces().get(1);
        assertThat(pod.source()).isEqualTo(Source.PROCFS);
        assertThat(pod.gaps())
                .singleElement()
                .extracting(Gap::toString)
                .asString()
                .contains("pod", "CAP_SYS_ADMIN");
        locked.locked = false;
        run(rounds, Duration.ofSeconds(70));
        assertThat(rounds.observation().namespaces().get(1).source()).isEqualTo(Source.NETLINK);
        assertThat(rounds.observation().namespaces().get(1).gaps()).isEmpty();
    }

    /** The process that was found in it has ended; another one may be there at the next listing. */
    @Test
    void aNamespaceWhoseProcessEndsMeanwhileIsTriedAgainAtTheNextListing() {
        host.add(1, "host");
        var pod = host.add(2, "pod");
        pod.gone = true;
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(1));
        assertThat(rounds.observation().namespaces()).hasSize(1);
        pod.gone = false;
        run(rounds, Depth.NAMESPACES.interval().plusSeconds(1));
        assertThat(rounds.observation().namespaces()).hasSize(2);
    }

    @Test
    void anErrorInOneNamespaceStopsNoOther() {
        host.add(1, "host").queues = Given.pass(Given.tcp("::1", 80, 1, 5, 0, 1));
        var broken = host.add(2, "broken");
        broken.queues = Given.pass(Given.tcp("::1", 81, 1, 5, 0, 2));
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(1));
        broken.broken = true;
        run(rounds, Duration.ofSeconds(2));
        Observation now = rounds.observation();
        assertThat(now.namespaces().getFirst().queues().orElseThrow().age(now.nanos()))
                .isLessThan(Duration.ofMillis(150));
        assertThat(now.spentOn(Depth.QUEUES).failed()).isPositive();
        assertThat(broken.closed).isPositive();
        broken.broken = false;
        run(rounds, Duration.ofMinutes(2));
        now = rounds.observation();
        assertThat(now.namespaces().get(1).queues().orElseThrow().age(now.nanos()))
                .isLessThan(Duration.ofMillis(150));
        assertThat(now.namespaces().get(1).gaps()).isEmpty();
    }

    @Test
    void aNamespaceInWhichNobodyListensIsLookedAtOnceASecond() {
        host.add(1, "host").queues = Given.pass(Given.tcp("::1", 80, 1, 5, 0, 1));
        var silent = host.add(2, "silent");
        run(rounds(), Duration.ofSeconds(10));
        assertThat(host.looks.stream().filter("queues of silent"::equals)).hasSize(10);
        silent.queues = Given.pass(Given.tcp("::1", 80, 1, 5, 0, 2));
        host.takenLooks();
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(10));
        assertThat(host.takenLooks().get("queues of silent")).isEqualTo(100);
    }

    @Test
    void aFigureOfADepthThatFailsAges() {
        var namespace = host.add(1, "host");
        namespace.queues = Given.pass(Given.tcp("::1", 80, 1, 5, 0, 1));
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(1));
        namespace.broken = true;
        run(rounds, Duration.ofMillis(150));
        Observation now = rounds.observation();
        assertThat(now.namespaces().getFirst().queues().orElseThrow().age(now.nanos()))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
        assertThat(now.namespaces().getFirst().gaps())
                .extracting(Gap::why)
                .contains("the kernel does not answer");
    }

    @Test
    void aSettingThatWasChangedIsSeen() {
        var namespace = host.add(1, "host");
        var other = host.add(2, "other");
        var rounds = rounds();
        run(rounds, Duration.ofSeconds(10));
        namespace.sysctls = Map.of("net.core.somaxconn", "8192");
        other.sysctls = namespace.sysctls;
        run(rounds, Duration.ofSeconds(40));
        assertThat(somaxconn(rounds)).containsExactly("4096", "4096");
        run(rounds, Duration.ofSeconds(20));
        assertThat(somaxconn(rounds)).containsExactly("8192", "4096");
        run(rounds, Duration.ofMinutes(10));
        assertThat(somaxconn(rounds)).containsExactly("8192", "8192");
    }

    private static List<String> somaxconn(Rounds rounds) {
        return rounds.observation().namespaces().stream()
                .map(one -> one.sysctls().text("net.core.somaxconn").orElse("?"))
                .toList();
    }

    @Test
    void theNumberOfNamespacesIsBounded() {
        for (int i = 1; i <= 10; i++) {
            host.add(i, "ns" + i);
        }
        var rounds = new Rounds(host, host.ticks(), new SamplerOptions(0.01, 4), seen::add);
        run(rounds, Duration.ofSeconds(1));
        assertThat(rounds.observation().namespaces()).hasSize(4);
        assertThat(rounds.observation().gaps())
                .extracting(Gap::what)
                .contains("6 namespaces", "3 processes");
    }

    private Rounds rounds() {
        return new Rounds(host, host.ticks(), SamplerOptions.DEFAULT, seen::add);
    }

    /** Lets the time pass as the sampler's thread would. */
    private void run(Rounds rounds, Duration time) {
        long end = host.ticks().nanos().getAsLong() + time.toNanos();
        for (int steps = 0; host.ticks().nanos().getAsLong() < end; steps++) {
            assertThat(steps).as("a loop without a pause").isLessThan(200_000);
            long sleep = rounds.step();
            host.passNanos(Math.min(sleep, end - host.ticks().nanos().getAsLong()));
        }
    }

    private NamespaceSample only(Rounds rounds) {
        return rounds.observation().namespaces().getFirst();
    }

    private static AcceptWait waited(Duration time) {
        return new AcceptWait(OptionalLong.of(9), new Endpoint(IpAddress.ANY_V4, 1), time, false);
    }
}
