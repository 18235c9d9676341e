package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.OverviewReport;
import dev.raingauge.monitor.view.OverviewJson;
import dev.raingauge.monitor.view.OverviewText;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The screen without a command: what can be seen at once, and what to type next. */
final class OverviewCommand implements Command {
    @Override
    public String name() {
        return "";
    }

    @Override
    public String summary() {
        return "one screen: totals, the fullest listeners, what to type next";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows which socket of this host is losing connections. Without a command:"
                                + " one screen with what can be seen at once.");
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions options = ReadingOptions.of(given);
        try (var lookout = new Lookout(options, around)) {
            var look = new OverviewLook(lookout, new Elsewhere(lookout));
            new Showing(options, around)
                    .run((page, out) -> {
                        OverviewReport report = look.report();
                        if (options.json()) {
                            OverviewJson.write(report, out);
                        } else {
                            OverviewText.write(report, lookout.named(), page, out);
                        }
                    });
        }
        return 0;
    }
}
