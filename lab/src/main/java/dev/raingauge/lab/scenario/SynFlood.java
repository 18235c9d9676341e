package dev.raingauge.lab.scenario;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.act.PacketSender;
import dev.raingauge.lab.act.ServerPlan;
import java.io.IOException;

/** SYNs from clients that do not exist, with SYN cookies off, on and always; and a few of them. */
final class SynFlood {
    private static final int BACKLOG = 16;
    private static final int FIRST_PORT = 20_000;

    static final Scenario WITHOUT_COOKIES =
            Scenario.write(
                            "syn-flood",
                            "Two hundred SYNs a second come from addresses that never answer, and"
                                    + " tcp_syncookies is 0: the SYN queue is full, and nobody else"
                                    + " gets in.")
                    .setting(stage -> cookies(stage, "0"))
                    .must("syn-queue-overflow", At.PUBLIC)
                    .sign(new Sign.Grows("TcpExtTCPReqQFullDrop", 20))
                    .sign(new Sign.SameGrowth("TcpExtListenDrops", "TcpExtTCPReqQFullDrop"))
                    .sign(new Sign.DropsPer(At.PUBLIC, "TcpExtTCPReqQFullDrop", 1, 1))
                    .sign(new Sign.Still("TcpExtListenOverflows"))
                    .sign(new Sign.InState("SYN-RECV", At.PUBLIC, BACKLOG))
                    .twin("syn-few")
                    .play(stage -> flood(stage, BACKLOG));

    static final Scenario WITH_COOKIES =
            Scenario.write(
                            "syn-flood-cookies",
                            "The same flood meets tcp_syncookies = 1, the default: the kernel"
                                    + " answers with cookies and drops nothing.")
                    .setting(stage -> cookies(stage, "1"))
                    .must("syn-cookies-sent")
                    .sign(new Sign.Grows("TcpExtTCPReqQFullDoCookies", 20))
                    .sign(new Sign.SameGrowth("TcpExtSyncookiesSent", "TcpExtTCPReqQFullDoCookies"))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .sign(new Sign.NoDrops(At.PUBLIC))
                    .twin("syn-few")
                    .play(stage -> flood(stage, BACKLOG));

    static final Scenario ALWAYS_COOKIES =
            Scenario.write(
                            "syn-cookies-always",
                            "Ordinary clients meet tcp_syncookies = 2: every SYN counts as if the"
                                    + " queue were full, though nothing is.")
                    .setting(stage -> cookies(stage, "2"))
                    .must("syn-cookies-sent")
                    .sign(new Sign.Grows("TcpExtTCPReqQFullDoCookies", 10))
                    .sign(new Sign.Grows("TcpExtSyncookiesRecv", 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("busy")
                    .play(SynFlood::ordinary);

    static final Scenario REAL_CLIENTS =
            Scenario.write(
                            "syn-cookies-clients",
                            "The SYN queue is full, and those who get cookies are real clients:"
                                    + " nearly every cookie comes back.")
                    .setting(stage -> cookies(stage, "1"))
                    .must("syn-cookies-sent")
                    .sign(new Sign.Grows("TcpExtSyncookiesSent", 10))
                    .sign(new Sign.Grows("TcpExtSyncookiesRecv", 10))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .twin("busy")
                    .play(SynFlood::realClients);

    static final Scenario FEW =
            Scenario.write(
                            "syn-few",
                            "A few SYNs come from addresses that never answer, as they do on every"
                                    + " public address. The SYN queue has room for them.")
                    .setting(stage -> cookies(stage, "0"))
                    .sign(new Sign.InState("SYN-RECV", At.PUBLIC, 5))
                    .sign(new Sign.Still("TcpExtTCPReqQFullDrop"))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> halfOpen(stage, 128, 6));

    static final Scenario HEADROOM =
            Scenario.write(
                            "syn-headroom",
                            "tcp_syncookies is 0 and tcp_max_syn_backlog 64: the last quarter of it"
                                    + " is kept for clients the kernel knows. The flood fills the"
                                    + " rest, and only ListenDrops tells.")
                    .setting(stage -> smallBacklog(stage))
                    .must("syn-backlog-headroom", At.PUBLIC)
                    .sign(new Sign.Grows("TcpExtListenDrops", 20))
                    .sign(new Sign.DropsPer(At.PUBLIC, "TcpExtListenDrops", 1, 1))
                    .sign(new Sign.Still("TcpExtListenOverflows"))
                    .sign(new Sign.Still("TcpExtTCPReqQFullDrop"))
                    .sign(new Sign.InState("SYN-RECV", At.PUBLIC, 48))
                    .twin("syn-headroom-left")
                    .play(stage -> flood(stage, 1_024));

    static final Scenario HEADROOM_LEFT =
            Scenario.write(
                            "syn-headroom-left",
                            "The same settings with thirty half-open requests: three quarters of"
                                    + " tcp_max_syn_backlog are not reached.")
                    .setting(stage -> smallBacklog(stage))
                    .sign(new Sign.InState("SYN-RECV", At.PUBLIC, 25))
                    .sign(new Sign.Still("TcpExtListenDrops"))
                    .play(stage -> halfOpen(stage, 1_024, 30));

    private SynFlood() {}

    private static void cookies(Stage stage, String value) throws IOException {
        stage.namespace().sysctl("net.ipv4.tcp_syncookies", value);
    }

    private static void smallBacklog(Stage stage) throws IOException {
        cookies(stage, "0");
        stage.namespace().sysctl("net.ipv4.tcp_max_syn_backlog", "64");
    }

    private static void flood(Stage stage, int backlog) throws IOException {
        stage.serve(ServerPlan.healthy(At.PUBLIC).backlog(backlog));
        var sender = new Sender(stage.packets(LabNamespace.ADDRESS, At.PORT));
        stage.every(20, () -> sender.send(4));
    }

    /** Half-open requests live about a minute: in time they are begun anew. */
    private static void halfOpen(Stage stage, int backlog, int number) throws IOException {
        stage.serve(ServerPlan.healthy(At.PUBLIC).backlog(backlog));
        var sender = new Sender(stage.packets(LabNamespace.ADDRESS, At.PORT));
        stage.every(70_000, () -> sender.send(number));
    }

    private static void ordinary(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.PUBLIC));
        stage.visits(Healthy.customers(stage, At.PUBLIC), 1, 50);
    }

    private static void realClients(Stage stage) throws IOException {
        stage.serve(ServerPlan.healthy(At.PUBLIC).backlog(BACKLOG));
        var sender = new Sender(stage.packets(LabNamespace.ADDRESS, At.PORT));
        sender.send(BACKLOG + 2);
        stage.every(70_000, () -> sender.send(2));
        stage.visits(Healthy.customers(stage, At.PUBLIC), 1, 50);
    }

    /** Sends SYNs, each from another client. */
    private static final class Sender {
        private final PacketSender packets;
        private int sent;

        Sender(PacketSender packets) {
            this.packets = packets;
        }

        void send(int number) throws IOException {
            for (int i = 0; i < number; i++) {
                sent++;
                packets.syn(PacketSender.nobody(sent), FIRST_PORT + sent % 20_000, sent * 7_919);
            }
        }
    }
}
