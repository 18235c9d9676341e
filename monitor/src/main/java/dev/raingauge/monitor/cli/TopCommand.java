package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.ProcessLook;
import dev.raingauge.monitor.sample.RealHost;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.sample.SamplerOptions;
import dev.raingauge.monitor.sample.Ticks;
import dev.raingauge.monitor.terminal.Colours;
import dev.raingauge.monitor.terminal.Display;
import dev.raingauge.monitor.terminal.Terminal;
import dev.raingauge.monitor.top.LiveScreen;
import dev.raingauge.monitor.top.Reel;
import dev.raingauge.monitor.top.ReplayScreen;
import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.Cgroups;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.tape.Player;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code raingauge top}: the live screen. */
final class TopCommand implements Command {
    /** Somebody sits before it: a little more than a server that nobody looks at may take. */
    private static final double CPU_SHARE = 0.02;

    private static final int MOST_WARNINGS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String summary() {
        return "a live screen: the listeners, the most urgent first, and what is wrong";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("--namespace")
                        .paramLabel("NAME|PID|PATH|all")
                        .type(String.class)
                        .description("The network namespace to watch. Default: all of the host.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--proc")
                        .paramLabel("DIR")
                        .type(String.class)
                        .description("Where the proc file system is mounted. Default: /proc.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--no-netlink")
                        .description("Asks /proc only: no limits, no drops, no waiting times.")
                        .build());
        ReadingOptions.declareFrom(spec);
        spec.usageMessage()
                .footer(
                        "",
                        "Keys: arrows or j k move, Enter shows one listener in detail, Esc goes"
                                + " back, / filters, < and > sort, n chooses a namespace, Space"
                                + " holds the picture, ? explains, q quits.",
                        "With --from: Space stops and goes on, , and . step back and on, - and +"
                                + " are slower and faster, Home and End lead to its beginning and"
                                + " end.",
                        "NO_COLOR=1 in the environment switches colours off.");
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        Optional<Session> session = around.session();
        if (session.isPresent() && session.get().tape() instanceof Player player) {
            return replay(player, given, around);
        }
        Path proc = ReadingOptions.proc(given.matchedOptionValue("--proc", "/proc"));
        Optional<String> only = Optional.of(given.matchedOptionValue("--namespace", "all"));
        only = only.filter(name -> !name.equals("all"));
        var host = new Host(proc);
        checkNamespace(host, only);
        checkTerminal(around, "");
        boolean netlink = !given.hasMatchedOption("--no-netlink");
        Optional<String> watched = only;
        onTerminal(around, terminal -> watch(host, proc, watched, netlink, terminal, around));
        return 0;
    }

    /** What is shown on a terminal. */
    @FunctionalInterface
    private interface Show {
        void on(Display display) throws IOException;
    }

    private static void onTerminal(Surroundings around, Show show) throws IOException {
        // A warning that is written over the picture helps nobody: it is told afterwards.
        PrintStream errors = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (Terminal terminal =
                Terminal.open(new FileInputStream(FileDescriptor.in), around.out())) {
            show.on(terminal);
        } finally {
            System.setErr(errors);
            said.toString(StandardCharsets.UTF_8)
                    .lines()
                    .limit(MOST_WARNINGS)
                    .forEach(around::complain);
        }
    }

    private static int replay(Player player, ParseResult given, Surroundings around)
            throws IOException, Failure {
        String file = given.matchedOptionValue("--from", "");
        checkTerminal(around, " --from FILE");
        var options =
                new ReadingOptions(
                        false,
                        Optional.empty(),
                        Where.parse(given.matchedOptionValue("--namespace", "")),
                        player.proc(),
                        !given.hasMatchedOption("--no-netlink"));
        Reel reel = new TopReplay(player, file, options, around).read(progress(around));
        onTerminal(
                around,
                terminal ->
                        new ReplayScreen(
                                        terminal,
                                        Colours.of(around.environment()),
                                        showsBlocks(around),
                                        reel,
                                        Ticks.real().nanos())
                                .run());
        return 0;
    }

    /** For a long recording: nobody is to think that it hangs. */
    private static BiConsumer<Duration, Duration> progress(Surroundings around) {
        Duration begun = Pace.REAL.now();
        var shown = new long[1];
        return (at, length) -> {
            boolean slow = Pace.REAL.now().minus(begun).compareTo(PATIENCE) > 0;
            if (slow && at.toSeconds() > shown[0]) {
                shown[0] = at.toSeconds();
                around.mutter(
                        "\rreading: %d of %d s".formatted(at.toSeconds(), length.toSeconds()));
            }
        };
    }

    /** Shows a host until the user has enough. */
    static void watch(
            Host host,
            Path proc,
            Optional<String> only,
            boolean netlink,
            Display display,
            Surroundings around)
            throws IOException {
        HostFacts facts = HostFacts.of(proc);
        var real =
                new RealHost(
                        host,
                        new Owners(proc),
                        Cgroups.ofThisHost(),
                        only,
                        netlink,
                        pid -> InterfaceNames.of(proc, pid));
        var options = new SamplerOptions(CPU_SHARE, SamplerOptions.DEFAULT.mostNamespaces());
        Ticks ticks = Ticks.real();
        try (var sampler = new Sampler(real, ticks, options)) {
            var screen =
                    new LiveScreen(
                            display,
                            Colours.of(around.environment()),
                            showsBlocks(around),
                            sampler,
                            new Diagnosis(Rules.STANDARD, new ProcessLook(host)::facts),
                            ticks.nanos(),
                            facts.name(),
                            facts.kernel());
            sampler.start();
            screen.run();
        }
    }

    /** The fonts of the Linux console lack most of the blocks. */
    private static boolean showsBlocks(Surroundings around) {
        return around.screen().unicode()
                && !around.environment().getOrDefault("TERM", "").equals("linux");
    }

    private static void checkNamespace(Host host, Optional<String> only) throws Failure {
        if (only.isPresent()) {
            try {
                host.find(only.get());
            } catch (IOException e) {
                throw Failure.of("--namespace=" + Printable.of(only.get()) + ": " + e.getMessage());
            }
        }
    }

    private static void checkTerminal(Surroundings around, String more) throws Failure {
        String instead = "; type instead: raingauge listeners --watch" + more;
        if (!around.screen().terminal() || !Terminal.isInput()) {
            throw Failure.of("this is no terminal, which the live screen needs" + instead);
        }
        Map<String, String> environment = around.environment();
        String kind = environment.getOrDefault("TERM", "");
        if (kind.isEmpty() || kind.equals("dumb")) {
            throw Failure.of(
                    "TERM="
                            + Printable.of(kind)
                            + ": such a terminal cannot move the cursor"
                            + instead);
        }
    }
}
