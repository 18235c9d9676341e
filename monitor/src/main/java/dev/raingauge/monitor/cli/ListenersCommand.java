package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.view.ListenersJson;
import dev.raingauge.monitor.view.ListenersTable;
import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.model.ListenerTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Every listener with its queues, or those that are named. */
final class ListenersCommand implements Command {
    @Override
    public String name() {
        return "listeners";
    }

    @Override
    public String summary() {
        return "every listening socket with its queues, drops and owner";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows every TCP and UNIX listener, the fullest accept queue first: how many"
                                + " connections wait and how many may (full means more than the"
                                + " limit), packets dropped, the longest wait, connections in use,"
                                + " and half-open requests.")
                .parameterListHeading("%nWhich listeners:%n");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("TARGET")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description(
                                "HOST:PORT, [V6]:PORT, *:PORT, :PORT, /path or @abstract; without"
                                        + " any, all. Exit code 1 if nobody listens on one of"
                                        + " them.")
                        .build());
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions options = ReadingOptions.of(given);
        List<ListenerTarget> targets = targets(given);
        var missed = new boolean[1];
        try (var lookout = new Lookout(options, around)) {
            var look = new ListenersLook(lookout, targets, ListenersLook.Depth.CONNECTIONS);
            new Showing(options, around)
                    .run((page, out) -> {
                        ListenersReport report = look.report();
                        if (options.json()) {
                            ListenersJson.write(report, out);
                        } else {
                            ListenersTable.write(report, lookout.named(), page, out);
                            hint(lookout, targets, around, out);
                        }
                        if (!missed[0]) {
                            missed[0] = complain(look, around);
                        }
                    });
        }
        return missed[0] ? Failure.FAILED : 0;
    }

    /** A person who looks at quiet queues should know of full ones next door. */
    private static void hint(
            Lookout lookout, List<ListenerTarget> targets, Surroundings around, StringBuilder out) {
        boolean recorded = around.session().filter(session -> !session.plays()).isPresent();
        boolean shown = around.screen().terminal();
        if ((!shown && !recorded) || lookout.named() || !targets.isEmpty()) {
            return;
        }
        long full = new Elsewhere(lookout).look().map(other -> other.full()).orElse(0L);
        if (full > 0 && shown) { // whoever plays a recording may have a terminal
            out.append(full).append(full == 1 ? " listener" : " listeners");
            out.append(" in other namespaces FULL: raingauge listeners --namespace=all\n");
        }
    }

    private static boolean complain(ListenersLook look, Surroundings around) {
        for (ListenerTarget target : look.missing()) {
            around.complain(
                    "raingauge listeners: nobody listens on " + Printable.of(target.text()));
        }
        return !look.missing().isEmpty();
    }

    private static List<ListenerTarget> targets(ParseResult given) throws Failure {
        List<String> words = given.matchedPositionalValue(0, List.of());
        var targets = new ArrayList<ListenerTarget>();
        for (String word : words) {
            try {
                targets.add(ListenerTarget.parse(word));
            } catch (IllegalArgumentException e) {
                throw Failure.wrongUsage(String.valueOf(e.getMessage()));
            }
        }
        return targets;
    }
}
