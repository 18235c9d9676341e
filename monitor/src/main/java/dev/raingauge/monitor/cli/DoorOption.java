package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.door.Door;
import dev.raingauge.monitor.door.RefusedConfig;
import dev.raingauge.monitor.view.Printable;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code --web.config.file} and {@code --insecure-listen}: who may read what is served. */
final class DoorOption {
    private static final String FILE = "--web.config.file";
    private static final String INSECURE = "--insecure-listen";

    private DoorOption() {}

    static void declare(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder(FILE)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description(
                                "TLS and passwords, in the format of the Prometheus exporters; is"
                                        + " read again when it changes.")
                        .build());
        spec.addOption(
                OptionSpec.builder(INSECURE)
                        .description(
                                "Allows --listen to name an address that other hosts reach,"
                                        + " without TLS and passwords: they can read everything.")
                        .build());
    }

    /**
     * The door that the options describe.
     *
     * @throws Failure if the file cannot be used, or others could read everything
     */
    static Door of(ParseResult given, ListenOption listen, Surroundings around) throws Failure {
        boolean mustBeClosed = listen.beyondLoopback() && !given.hasMatchedOption(INSECURE);
        String file = given.matchedOptionValue(FILE, "");
        if (!file.isEmpty()) {
            try {
                return Door.of(
                        Path.of(file),
                        mustBeClosed,
                        sentence -> around.complain("raingauge serve: " + Printable.of(sentence)),
                        around.clock());
            } catch (RefusedConfig e) {
                throw Failure.of(Printable.of(e.sentence()));
            }
        }
        if (mustBeClosed) {
            throw Failure.wrongUsage(
                    "--listen="
                            + given.matchedOptionValue("--listen", "")
                            + ": other hosts could read everything, unencrypted; give "
                            + FILE
                            + " with TLS and passwords, or say "
                            + INSECURE
                            + " if that is wanted");
        }
        return Door.open();
    }
}
