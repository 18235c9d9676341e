package dev.raingauge.monitor.view;

import static dev.raingauge.monitor.view.FindingTexts.where;
import static dev.raingauge.monitor.view.FindingTexts.who;

import dev.raingauge.monitor.analyse.UsualBacklogs;
import dev.raingauge.monitor.diagnose.QueueFinding.BurstOverflow;
import dev.raingauge.monitor.diagnose.Sizing;
import java.util.ArrayList;
import java.util.List;

/** A burst, in words, with the arithmetic of a limit that would have held. */
final class BurstText {
    private BurstText() {}

    static Advice of(BurstOverflow found) {
        Sizing sizing = found.sizing();
        long limit = found.queue().limit().orElse(0);
        String address = where(found);
        var remedy = new ArrayList<String>();
        remedy.add(raise(found, limit, rounded(sizing.limit())));
        remedy.add(arithmetic(sizing));
        return new Advice(
                ("More clients came to %s at once than its queue holds (limit %d). Those who got in"
                                + " were accepted quickly, so %s is not too slow.")
                        .formatted(address, limit, who(found)),
                remedy,
                wrongSide(found),
                List.of(
                        FindingTexts.look(found, "raingauge listeners " + address)
                                + ": the limit is the new one, and drops stand still"));
    }

    /** Up to the next power of two, with a little room: the burst that was seen is not the last. */
    private static long rounded(long needed) {
        long limit = 16;
        while (limit < needed + needed / 4 && limit < 65_535) {
            limit *= 2;
        }
        return Math.min(limit, 65_535);
    }

    private static String raise(BurstOverflow found, long limit, long wanted) {
        long somaxconn = found.somaxconn().orElse(0);
        String listen = "Let " + who(found) + " listen with a backlog of " + wanted;
        return switch (found.side()) {
            case APPLICATION ->
                    listen
                            + ": the limit of %d is its own%s%s."
                                    .formatted(
                                            limit,
                                            UsualBacklogs.of(limit)
                                                    .map(who -> " (usual for " + who + ")")
                                                    .orElse(""),
                                            wanted > somaxconn
                                                    ? "; net.core.somaxconn must then be raised"
                                                            + " from "
                                                            + somaxconn
                                                            + " too"
                                                    : ", net.core.somaxconn is " + somaxconn);
            case SOMAXCONN ->
                    FindingTexts.command(found, "sysctl -w net.core.somaxconn=" + wanted)
                            + ", then restart "
                            + who(found)
                            + "; if the limit stays at "
                            + limit
                            + ", its own backlog must be raised too.";
            case SOMAXCONN_LOWERED ->
                    "net.core.somaxconn was lowered to "
                            + somaxconn
                            + " after this listener began: at its next start its limit falls from "
                            + limit
                            + ". "
                            + FindingTexts.command(found, "sysctl -w net.core.somaxconn=" + wanted)
                            + " first.";
            case UNKNOWN -> listen + "; net.core.somaxconn must allow as many.";
        };
    }

    private static String arithmetic(Sizing sizing) {
        String wait =
                sizing.lastWouldWait()
                        .map(last ->
                                " The last would have waited about " + Units.duration(last) + ".")
                        .orElse("");
        return "Arithmetic: %d in the full queue + %d refused in the worst second = %d needed.%s"
                .formatted(sizing.held(), sizing.refusedInWorstSecond(), sizing.limit(), wait);
    }

    private static List<String> wrongSide(BurstOverflow found) {
        var wrong = new ArrayList<String>();
        switch (found.side()) {
            case APPLICATION -> wrong.add("net.core.somaxconn alone: it does not bind here.");
            case SOMAXCONN -> wrong.add("The application's backlog alone: the kernel cuts it.");
            case SOMAXCONN_LOWERED, UNKNOWN -> {}
        }
        wrong.add("net.ipv4.tcp_max_syn_backlog: it bounds requests, not connections.");
        if (!found.common().subject().namespace().name().equals("host")) {
            wrong.add("The host's settings: this namespace has its own.");
        }
        return wrong;
    }
}
