package dev.raingauge.monitor.view;

import static dev.raingauge.monitor.view.FindingTexts.command;
import static dev.raingauge.monitor.view.FindingTexts.count;
import static dev.raingauge.monitor.view.FindingTexts.where;
import static dev.raingauge.monitor.view.FindingTexts.who;

import dev.raingauge.monitor.diagnose.SynFinding;
import dev.raingauge.monitor.diagnose.SynFinding.DeferredAccept;
import dev.raingauge.monitor.diagnose.SynFinding.PortScan;
import dev.raingauge.monitor.diagnose.SynFinding.SynBacklogHeadroom;
import dev.raingauge.monitor.diagnose.SynFinding.SynCookiesSent;
import dev.raingauge.monitor.diagnose.SynFinding.SynQueueOverflow;
import java.util.List;

/** Findings about requests that are not connections yet, in words. */
final class SynTexts {
    private static final String COOKIES_ON = "sysctl -w net.ipv4.tcp_syncookies=1";

    private SynTexts() {}

    static Advice of(SynFinding finding) {
        return switch (finding) {
            case SynQueueOverflow found -> overflow(found);
            case SynBacklogHeadroom found -> headroom(found);
            case SynCookiesSent found -> cookies(found);
            case DeferredAccept found -> deferred(found);
            case PortScan found -> scan(found);
        };
    }

    private static Advice overflow(SynQueueOverflow found) {
        return new Advice(
                ("%s dropped at %s because its SYN queue was full (%d half-open) and SYN"
                                + " cookies are off.")
                        .formatted(syns(found.refused()), where(found), found.halfOpen()),
                List.of(
                        command(found, COOKIES_ON)
                                + ": with cookies a full SYN queue drops nobody.",
                        "If these are real clients, let "
                                + who(found)
                                + " listen with a longer backlog: since kernel 4.4 it bounds the"
                                + " SYN queue too."),
                List.of(
                        "net.ipv4.tcp_max_syn_backlog alone: the listener's backlog binds first.",
                        "More workers: these requests have not reached the application."),
                List.of(FindingTexts.still(found, "TcpExtTCPReqQFullDrop")));
    }

    private static Advice headroom(SynBacklogHeadroom found) {
        return new Advice(
                ("%s dropped at %s: SYN cookies are off, and with %d half-open requests the"
                                + " last quarter of net.ipv4.tcp_max_syn_backlog (%d) is kept for"
                                + " clients that the kernel knows.")
                        .formatted(
                                syns(found.refused()),
                                where(found),
                                found.halfOpen(),
                                found.maxSynBacklog()),
                List.of(
                        command(found, COOKIES_ON) + ": then this rule does not apply.",
                        "Or raise net.ipv4.tcp_max_syn_backlog; this is the one case in which it"
                                + " matters."),
                List.of("The application's backlog: its queues are not full."),
                List.of(FindingTexts.still(found, "TcpExtListenDrops")));
    }

    private static Advice cookies(SynCookiesSent found) {
        String numbers =
                "The kernel answered %s with cookies and %d came back; nothing was dropped."
                        .formatted(count(found.sent(), "SYN"), found.received());
        List<String> still = List.of(FindingTexts.still(found, "TcpExtSyncookiesSent"));
        return switch (found.reason()) {
            case FLOOD ->
                    new Advice(
                            numbers
                                    + " Hardly one comes back and few connections are opened: this"
                                    + " is likely a SYN flood at "
                                    + where(found)
                                    + ".",
                            List.of(
                                    "Leave the cookies on; they are what holds.",
                                    "See where the SYNs come from (tcpdump 'tcp[tcpflags] =="
                                            + " tcp-syn') and filter before this host."),
                            List.of(
                                    "A longer backlog: a flood fills any.",
                                    "The kernel's line \"Possible SYN flooding\": it appears once"
                                            + " a listener and proves no attack."),
                            still);
            case ALWAYS ->
                    new Advice(
                            numbers
                                    + " net.ipv4.tcp_syncookies is 2, so every SYN is answered so"
                                    + " and counts as if a queue were full. None is.",
                            List.of(
                                    command(found, COOKIES_ON)
                                            + " if nobody wanted that: cookies cost TCP options"
                                            + " such as window scaling."),
                            List.of("A longer backlog: no queue is full."),
                            List.of(
                                    FindingTexts.look(found, "raingauge limits")
                                            + ": the setting is 1"));
            case CLIENTS ->
                    new Advice(
                            numbers
                                    + " Most come back: these are real clients, and the SYN queue"
                                    + " of "
                                    + where(found)
                                    + " is too short for them.",
                            List.of(
                                    "Let "
                                            + who(found)
                                            + " listen with a longer backlog: it bounds the SYN"
                                            + " queue."),
                            List.of(
                                    "net.ipv4.tcp_max_syn_backlog: with cookies on it has no"
                                            + " effect."),
                            still);
            case MIXED ->
                    new Advice(
                            numbers
                                    + " Some come back: real clients meet a full SYN queue at "
                                    + where(found)
                                    + ", with others that never answer.",
                            List.of(
                                    "Leave the cookies on, and let "
                                            + who(found)
                                            + " listen with a longer backlog."),
                            List.of(
                                    "net.ipv4.tcp_max_syn_backlog: with cookies on it has no"
                                            + " effect."),
                            still);
        };
    }

    private static Advice deferred(DeferredAccept found) {
        return new Advice(
                ("%s half-open at %s, as in a flood, but it is the application's own wish:"
                                + " TCP_DEFER_ACCEPT lets clients wait there until they send"
                                + " something, and these say nothing.")
                        .formatted(count(found.halfOpen(), "request"), where(found)),
                List.of(
                        "If such clients are expected to be silent, turn the option off in "
                                + who(found)
                                + " (nginx: listen ... deferred; httpd: AcceptFilter)."),
                List.of("SYN cookies, a longer backlog or a filter: nobody is attacking."),
                List.of(FindingTexts.still(found, "TcpExtTCPDeferAcceptDrop")));
    }

    private static Advice scan(PortScan found) {
        return new Advice(
                ("Somebody looks whether %s is open: %s taken back before they were connections."
                                + " The listener counts that as drops of its own; no client lost"
                                + " anything.")
                        .formatted(where(found), requests(found.taken())),
                List.of(
                        "Nothing needs to be done. A health check that ends with a reset looks so."),
                List.of("Queues, limits, sysctls: none of them is involved."),
                List.of(FindingTexts.still(found, "TcpExtListenDrops")));
    }

    private static String syns(long number) {
        return count(number, "SYN") + (number == 1 ? " was" : " were");
    }

    private static String requests(long number) {
        return number == 1 ? "1 request was" : number + " requests were";
    }
}
