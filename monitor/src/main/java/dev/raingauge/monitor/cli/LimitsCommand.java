package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.view.LimitsJson;
import dev.raingauge.monitor.view.LimitsText;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What bounds the queues. */
final class LimitsCommand implements Command {
    @Override
    public String name() {
        return "limits";
    }

    @Override
    public String summary() {
        return "what bounds the queues: settings, backlogs, descriptors";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.usageMessage()
                .description(
                        "Shows the kernel's settings that bound the queues, for each listener"
                                + " whether its own backlog or net.core.somaxconn set its limit,"
                                + " and how many file descriptors its processes have left.");
        ReadingOptions.declare(spec);
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ReadingOptions options = ReadingOptions.of(given);
        try (var lookout = new Lookout(options, around)) {
            var look = new LimitsLook(lookout);
            new Showing(options, around)
                    .run((page, out) -> {
                        LimitsReport report = look.report();
                        if (options.json()) {
                            LimitsJson.write(report, out);
                        } else {
                            LimitsText.write(report, lookout.named(), page, out);
                        }
                    });
        }
        return 0;
    }
}
