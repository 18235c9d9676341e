package dev.raingauge.lab.scenario;

import java.util.List;

/** Every scenario, in the order in which one would learn them. */
final class Catalogue {
    static final List<Scenario> ALL =
            List.of(
                    Healthy.QUIET,
                    Healthy.BUSY,
                    Stalled.FAILING,
                    Stalled.HEALTHY,
                    SlowAccept.FAILING,
                    SlowAccept.HEALTHY,
                    Burst.FAILING,
                    Burst.CAPPED,
                    Burst.HEALTHY,
                    DescriptorLimit.FAILING,
                    DescriptorLimit.HEALTHY,
                    SynFlood.WITHOUT_COOKIES,
                    SynFlood.WITH_COOKIES,
                    SynFlood.ALWAYS_COOKIES,
                    SynFlood.REAL_CLIENTS,
                    SynFlood.FEW,
                    SynFlood.HEADROOM,
                    SynFlood.HEADROOM_LEFT,
                    PortScan.SCAN,
                    PortScan.HEALTH_CHECKS,
                    DeferredAccept.SILENT,
                    DeferredAccept.ASKING,
                    CloseWait.LEAK,
                    CloseWait.PASSING,
                    CloseWait.GAVE_UP,
                    Unix.QUEUE_FULL,
                    Unix.QUEUE_PASSING,
                    Unix.DATAGRAMS_FULL,
                    Unix.DATAGRAMS_READ,
                    ReusePort.IMBALANCE,
                    ReusePort.LEAKED,
                    ReusePort.BALANCED,
                    EphemeralPorts.EXHAUSTED,
                    EphemeralPorts.SHARED,
                    TimeWait.MANY,
                    TimeWait.OVERFLOW,
                    Udp.DROPS,
                    Udp.READ,
                    Reading.NOT_READING,
                    Reading.PEER_NOT_READING,
                    Reading.READING,
                    Reading.ORPHANS,
                    Connecting.STALLED,
                    Connecting.REFUSED,
                    FinalAck.DROPPED,
                    FinalAck.ABORTED,
                    Headroom.CAPPED,
                    Several.BESIDE_SCAN,
                    Several.ELSEWHERE,
                    Several.TWO_OVERFLOWS,
                    Past.OVERFLOW,
                    Past.RESTARTED,
                    Leak.SOCKETS);

    private Catalogue() {}
}
