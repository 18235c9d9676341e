package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.fleet.FleetReport;
import dev.raingauge.monitor.fleet.FleetReport.Trouble;
import dev.raingauge.monitor.fleet.Place;
import java.net.URI;

/**
 * Leaves out of a fleet's troubles whom a host talks to, as {@link Found} does for this host:
 * beyond loopback no address of a peer is told. An agent that is itself on loopback tells its
 * Prometheus. The Prometheus is a peer of ours.
 *
 * @param server where is asked
 * @param loopback whether only this host's own users can ask
 */
record FleetPeers(URI server, boolean loopback) {
    FleetReport without(FleetReport report) {
        return loopback
                ? report
                : new FleetReport(
                        report.time(),
                        without(report.server()),
                        report.since(),
                        report.hosts(),
                        report.listeners(),
                        report.unseen(),
                        report.troubles().stream().map(FleetPeers::without).toList(),
                        report.gaps().stream().map(this::without).toList());
    }

    /** A sentence in which the server may be named. */
    String without(String sentence) {
        return loopback
                ? sentence
                : sentence.replace(server.toString(), "Prometheus")
                        .replace(String.valueOf(server.getAuthority()), "Prometheus")
                        .replace(String.valueOf(server.getHost()), "Prometheus");
    }

    private static Trouble without(Trouble trouble) {
        Place place = trouble.place();
        boolean about =
                !place.address().isEmpty()
                        && trouble.findings().stream()
                                .anyMatch(one -> KeptPeers.ABOUT_PEERS.contains(one.rule()));
        return about
                ? new Trouble(
                        new Place(
                                place.host(),
                                place.namespace(),
                                KeptPeers.SOMEBODY,
                                place.listener()),
                        trouble.severity(),
                        trouble.findings(),
                        trouble.loss(),
                        trouble.figures(),
                        trouble.spell(),
                        trouble.protocol(),
                        trouble.process(),
                        trouble.cgroup())
                : trouble;
    }
}
