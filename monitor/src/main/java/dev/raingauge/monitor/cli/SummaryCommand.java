package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.SummaryReport;
import dev.raingauge.monitor.view.SummaryJson;
import dev.raingauge.monitor.view.SummaryTable;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Totals by protocol and TCP state. */
final class SummaryCommand implements Command {
    @Override
    public String name() {
        return "summary";
    }

    @Override
    public String summary() {
        return "how many sockets there are, by protocol and TCP state";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Counts sockets by protocol and TCP state, and says of each figure whether"
                                + " it counts one network namespace or the whole host.");
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        return show(ReadingOptions.of(given), around);
    }

    /** Shows the totals. */
    static int show(ReadingOptions options, Surroundings around) throws IOException, Failure {
        try (var lookout = new Lookout(options, around)) {
            var look = new SummaryLook(lookout);
            new Showing(options, around)
                    .run((page, out) -> {
                        SummaryReport report = look.report();
                        if (options.json()) {
                            SummaryJson.write(report, out);
                        } else {
                            SummaryTable.write(report, lookout.named(), page, out);
                        }
                    });
        }
        return 0;
    }
}
