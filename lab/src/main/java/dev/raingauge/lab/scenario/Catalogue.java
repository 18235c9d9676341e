package dev.raingauge.lab.scenario;

import java.util.List;

/** Every scenario, in the order in which one would learn them. */
final class Catalogue {
    static final List<ScenarioGroup> GROUPS =
            List.of(
                    ScenarioGroup.of("nothing goes wrong", Healthy.QUIET, Healthy.BUSY),
                    ScenarioGroup.of(
                            "the accept queue: finished connections wait for accept(2)",
                            Stalled.FAILING,
                            Stalled.HEALTHY,
                            SlowAccept.FAILING,
                            SlowAccept.HEALTHY,
                            Burst.FAILING,
                            Burst.CAPPED,
                            Burst.HEALTHY,
                            DescriptorLimit.FAILING,
                            DescriptorLimit.HEALTHY,
                            FinalAck.DROPPED,
                            FinalAck.ABORTED,
                            Headroom.CAPPED),
                    ScenarioGroup.of(
                            "several listeners, several namespaces, another time",
                            ReusePort.IMBALANCE,
                            ReusePort.LEAKED,
                            ReusePort.BALANCED,
                            Several.BESIDE_SCAN,
                            Several.ELSEWHERE,
                            Several.TWO_OVERFLOWS,
                            Past.OVERFLOW,
                            Past.RESTARTED),
                    ScenarioGroup.of(
                            "the SYN queue: handshakes that are not finished",
                            SynFlood.WITHOUT_COOKIES,
                            SynFlood.WITH_COOKIES,
                            SynFlood.ALWAYS_COOKIES,
                            SynFlood.REAL_CLIENTS,
                            SynFlood.FEW,
                            SynFlood.HEADROOM,
                            SynFlood.HEADROOM_LEFT),
                    ScenarioGroup.of(
                            "what is easily taken for an overflow",
                            PortScan.SCAN,
                            PortScan.HEALTH_CHECKS,
                            DeferredAccept.SILENT,
                            DeferredAccept.ASKING),
                    ScenarioGroup.of(
                            "UNIX sockets and datagrams",
                            Unix.QUEUE_FULL,
                            Unix.QUEUE_PASSING,
                            Unix.DATAGRAMS_FULL,
                            Unix.DATAGRAMS_READ,
                            Udp.DROPS,
                            Udp.READ),
                    ScenarioGroup.of(
                            "connections, ports and processes",
                            CloseWait.LEAK,
                            CloseWait.PASSING,
                            CloseWait.GAVE_UP,
                            Reading.NOT_READING,
                            Reading.PEER_NOT_READING,
                            Reading.READING,
                            Reading.ORPHANS,
                            Connecting.STALLED,
                            Connecting.REFUSED,
                            EphemeralPorts.EXHAUSTED,
                            EphemeralPorts.SHARED,
                            TimeWait.MANY,
                            TimeWait.OVERFLOW,
                            Leak.SOCKETS));

    static final List<Scenario> ALL =
            GROUPS.stream().flatMap(group -> group.scenarios().stream()).toList();

    private Catalogue() {}
}
