package dev.raingauge.monitor.serve;

import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.ConnectionFinding;
import dev.raingauge.monitor.diagnose.Episode;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.QueueFinding;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.SynFinding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found, as far as it may be told. Whom this host talks to is nobody's business who can
 * only reach the server: beyond loopback the addresses of peers are left out.
 *
 * @param episodes what was found
 * @param loopback whether only this host's own users can ask
 */
record Found(Supplier<List<Episode>> episodes, boolean loopback) {
    List<Episode> now() {
        List<Episode> all = episodes.get();
        return loopback ? all : all.stream().map(Found::withoutPeer).toList();
    }

    private static Episode withoutPeer(Episode episode) {
        return new Episode(
                withoutPeer(episode.finding()),
                episode.begun(),
                episode.lastSeen(),
                episode.ended());
    }

    /** No default: whoever writes a new kind of finding decides here what its address is. */
    private static Finding withoutPeer(Finding finding) {
        return switch (finding) {
            case ConnectionFinding.ConnectStalled found ->
                    new ConnectionFinding.ConnectStalled(
                            hidden(found.common()), found.connections(), found.retransmits());
            case ConnectionFinding.EphemeralPorts found ->
                    new ConnectionFinding.EphemeralPorts(
                            hidden(found.common()), found.route(), found.used(), found.available());
            case ConnectionFinding.PeerNotReading found ->
                    new ConnectionFinding.PeerNotReading(
                            hidden(found.common()),
                            found.connections(),
                            found.bytes(),
                            found.windowClosed());
            case ConnectionFinding.CloseWaitLeak _,
                    ConnectionFinding.NotReading _,
                    ConnectionFinding.UdpReceiveDrops _,
                    HostFinding _,
                    QueueFinding _,
                    SynFinding _ ->
                    finding;
        };
    }

    private static Case hidden(Case common) {
        Subject subject = common.subject();
        return new Case(
                common.severity(),
                common.confidence(),
                new Subject(subject.namespace(), Optional.of("another host"), subject.processes()),
                common.evidence());
    }
}
