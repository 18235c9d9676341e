package dev.raingauge.monitor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.SocketRows;
import dev.raingauge.monitor.view.SocketsJson;
import dev.raingauge.monitor.view.SocketsTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The sockets, as ss shows them. */
final class SocketsCommand implements Command {
    @Override
    public String name() {
        return "sockets";
    }

    @Override
    public String summary() {
        return "every socket, with the flags of ss";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows sockets, with the flags of ss, also joined (-tapn); without any,"
                                + " connections of every kind.",
                        "",
                        "Recv-Q and Send-Q of a listener count connections: how many wait to be"
                                + " accepted, and how many may (full means more than that). Of any"
                                + " other socket they count bytes: received and not read, written"
                                + " and not acknowledged.");
        FilterWords.declare(
                spec,
                "Which ones, in the words of ss: state established, exclude time-wait, sport ="
                        + " :443, dst 10.0.0.0/8, dev eth0, cgroup /system.slice, joined by and,"
                        + " or, not and parentheses; :6379 alone means either end.");
        SocketsOptions.declare(spec);
        spec.addOption(
                OptionSpec.builder("--explain")
                        .description(
                                "What of the filter the kernel judges, and what is judged here.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--events")
                        .description("Tells of TCP and UDP sockets as they are closed, for ever.")
                        .build());
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions reading = ReadingOptions.of(given);
        SocketsOptions options = SocketsOptions.of(given, reading);
        if (options.summary()) {
            return SummaryCommand.show(reading, around);
        }
        FilterWords words = FilterWords.of(given, options.preferred());
        try (var lookout = new Lookout(reading, around)) {
            Filters filters = Filters.of(lookout, words);
            SocketFilter filter = filters.any();
            if (given.hasMatchedOption("--explain")) {
                explain(filter, around);
                return 0;
            }
            if (given.hasMatchedOption("--events")) {
                new SocketEvents(lookout, options, filter, reading.json(), around).run();
                return 0;
            }
            SocketsOptions wanted = filter.states().map(options::in).orElse(options);
            var session = new Session(lookout, wanted, filters, reading, around);
            if (reading.watch().isPresent()) {
                session.watch();
            } else {
                session.once();
            }
        }
        return 0;
    }

    private static void explain(SocketFilter filter, Surroundings around) throws IOException {
        var text = new StringBuilder();
        int width = around.screen().width().orElse(Integer.MAX_VALUE);
        for (String line : filter.plan().explanation()) {
            Letters.lines(line, width).forEach(part -> text.append(part).append('\n'));
        }
        around.print(text);
    }

    /** Where what is seen goes. */
    private record Session(
            Lookout lookout,
            SocketsOptions options,
            Filters filters,
            ReadingOptions reading,
            Surroundings around) {
        /** Writes what is seen while it is seen. */
        void once() throws IOException, Failure {
            var out = new SocketsOut(around);
            Screen screen = around.screen();
            var page = new Page(screen.width(), screen.unicode(), screen.colours());
            var names = new SocketsNames(lookout, options.numeric());
            if (reading.json()) {
                json(names, out, Optional.empty());
                return;
            }
            var table = new SocketsTable(options.style(), names, page, out);
            Look look = look(names, table);
            table.end();
            String foot = SocketsTable.foot(look, page);
            if (screen.terminal()) {
                around.print(foot);
            } else if (!foot.isEmpty()) {
                around.complain(foot.stripTrailing()); // a pipe gets sockets and nothing else
            }
        }

        /** Writes one look after the other, each at once. */
        void watch() throws IOException, Failure {
            var changes = new SocketsChanges();
            var names = new SocketsNames(lookout, options.numeric());
            new Showing(reading, around)
                    .run((page, text) -> {
                        var out = new ByteArrayOutputStream();
                        if (reading.json()) {
                            json(names, out, Optional.of(changes));
                        } else {
                            var table = new SocketsTable(options.style(), names, page, out);
                            Look look = look(names, changes.marking(table));
                            changes.end(table);
                            table.end();
                            out.writeBytes(SocketsTable.foot(look, page).getBytes(UTF_8));
                        }
                        text.append(out.toString(UTF_8));
                    });
        }

        private void json(SocketsNames names, OutputStream out, Optional<SocketsChanges> changes)
                throws IOException, Failure {
            var json = new SocketsJson(options.style(), names, out);
            json.head(
                    new Look(
                            lookout.clock().instant(),
                            lookout.facts().name(),
                            lookout.facts().kernel(),
                            Set.of(),
                            true,
                            List.of()));
            Look look;
            if (changes.isPresent()) {
                look = look(names, changes.get().marking(json));
                changes.get().end(json);
            } else {
                look = look(names, json);
            }
            json.end(look);
        }

        private Look look(SocketsNames names, SocketRows rows) throws IOException, Failure {
            var owners = new SocketsOwners(lookout, options, filters, reading.json());
            return owners.show(names, rows);
        }
    }
}
