package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.diagnose.Rules;
import dev.raingauge.monitor.door.Door;
import dev.raingauge.monitor.otlp.Collector;
import dev.raingauge.monitor.otlp.Pushing;
import dev.raingauge.monitor.sample.Diagnosis;
import dev.raingauge.monitor.sample.HostLimits;
import dev.raingauge.monitor.sample.Observation;
import dev.raingauge.monitor.sample.ProcessLook;
import dev.raingauge.monitor.sample.RealHost;
import dev.raingauge.monitor.sample.Sampler;
import dev.raingauge.monitor.sample.SamplerOptions;
import dev.raingauge.monitor.sample.Ticks;
import dev.raingauge.monitor.serve.About;
import dev.raingauge.monitor.serve.FleetSource;
import dev.raingauge.monitor.serve.HistoryRecorder;
import dev.raingauge.monitor.serve.WebServer;
import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.Cgroups;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.model.Gap;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code raingauge serve}: measures without end, and serves what it saw. */
final class ServeCommand implements Command {
    private static final int MOST_GAPS_SHOWN = 5;
    private static final int PATIENCE_FOR_THE_FIRST_PASS_MILLIS = 10_000;

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "measures without end, and serves metrics, JSON and a web page";
    }

    @Override
    public void declare(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("--listen", "--web.listen-address")
                        .paramLabel("HOST:PORT")
                        .type(String.class)
                        .description(
                                "Where to serve; port 0 takes a free one. Default: "
                                        + ListenOption.USUAL
                                        + ".")
                        .build());
        DoorOption.declare(spec);
        spec.addOption(
                OptionSpec.builder("--namespace")
                        .paramLabel("NAME|PID|PATH|all")
                        .type(String.class)
                        .description("The network namespace to watch. Default: all of the host.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--cpu-budget")
                        .paramLabel("PERCENT")
                        .type(String.class)
                        .description(
                                "CPU time for measuring, in percent of one core; dear looks are"
                                        + " taken less often. Default: 1.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--max-listeners")
                        .paramLabel("N")
                        .type(String.class)
                        .description("Listeners that have time series. Default: 2000.")
                        .build());
        DataOption.declare(spec);
        OtlpOption.declare(spec);
        PrometheusOptions.declareFleet(spec);
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
        spec.usageMessage()
                .footer(
                        "",
                        "Paths: / /metrics /api/listeners /api/summary /api/counters /api/findings"
                                + " /api/history /-/healthy /-/ready, and with --fleet /api/fleet",
                        "SIGTERM and SIGINT end it with exit code 0.");
    }

    @Override
    public int run(ParseResult given, Surroundings around) throws IOException, Failure {
        ListenOption listen =
                ListenOption.parse(given.matchedOptionValue("--listen", ListenOption.USUAL));
        Door door = DoorOption.of(given, listen, around);
        int mostListeners = number(given, "--max-listeners", 2_000, 1, 100_000);
        double share = percent(given) / 100;
        DataOption data = DataOption.of(given, around.environment());
        Optional<FleetSource> fleet = PrometheusOptions.fleet(given);
        Path proc = Path.of(given.matchedOptionValue("--proc", "/proc"));
        Ticks ticks = Ticks.real();
        HostFacts facts = HostFacts.of(proc);
        Optional<Collector> collector = OtlpOption.of(given, around.environment(), facts.name());
        var host = new Host(proc);
        var sampler =
                new Sampler(
                        new RealHost(
                                host,
                                new Owners(proc),
                                Cgroups.ofThisHost(),
                                namespace(given),
                                !given.hasMatchedOption("--no-netlink"),
                                pid -> InterfaceNames.of(proc, pid)),
                        ticks,
                        new SamplerOptions(share, SamplerOptions.DEFAULT.mostNamespaces()));
        try (sampler) {
            checkNamespace(host, namespace(given));
            var diagnosis = new Diagnosis(Rules.STANDARD, new ProcessLook(host)::facts);
            var limits = new HostLimits(host::descriptors, host::settingsOfHost, ticks.nanos());
            var about = new About(Version.TEXT, facts.name(), facts.kernel(), facts.pageBytes());
            var recorder =
                    new HistoryRecorder(
                            data.open(ticks.wall().instant()),
                            diagnosis,
                            limits,
                            about,
                            mostListeners);
            WebServer web =
                    start(
                            listen,
                            door,
                            sampler,
                            diagnosis,
                            limits,
                            mostListeners,
                            about,
                            ticks,
                            recorder,
                            fleet);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(web, sampler, recorder)));
            recorder.start();
            sampler.start();
            around.complain("raingauge serve: listening on " + web.url());
            data.tell(recorder.history(), around);
            collector.ifPresent(to -> push(to, web, ticks, around));
            tellGaps(sampler, around);
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void push(Collector to, WebServer web, Ticks ticks, Surroundings around) {
        Consumer<String> tell =
                sentence -> around.complain("raingauge serve: " + Printable.of(sentence));
        tell.accept("pushing to " + to + " every " + to.interval().toMillis() / 1000.0 + " s");
        Pushing _ =
                Pushing.start(to, Version.TEXT, web::figures, ticks.wall(), ticks.nanos(), tell);
    }

    /** A namespace that does not exist now is a mistake; one that goes away later is not. */
    private static void checkNamespace(Host host, Optional<String> only) throws Failure {
        if (only.isPresent()) {
            try {
                host.find(only.get());
            } catch (IOException e) {
                throw Failure.of("--namespace=" + Printable.of(only.get()) + ": " + e.getMessage());
            }
        }
    }

    private static WebServer start(
            ListenOption listen,
            Door door,
            Sampler sampler,
            Diagnosis diagnosis,
            HostLimits limits,
            int mostListeners,
            About about,
            Ticks ticks,
            HistoryRecorder recorder,
            Optional<FleetSource> fleet)
            throws IOException, Failure {
        try {
            return WebServer.start(
                    listen.address(),
                    listen.host(),
                    door,
                    sampler,
                    diagnosis,
                    limits,
                    mostListeners,
                    about,
                    ticks.nanos(),
                    recorder,
                    fleet);
        } catch (BindException e) {
            throw Failure.of(cannotListen(listen, String.valueOf(e.getMessage())));
        }
    }

    private static String cannotListen(ListenOption listen, String why) {
        String where =
                "cannot listen on " + listen.host() + " port " + listen.address().getPort() + ": ";
        if (why.contains("in use")) {
            return where + "the port is in use; choose another one with --listen=HOST:PORT";
        }
        if (why.contains("ermission denied")) {
            return where
                    + "a port below 1024 needs CAP_NET_BIND_SERVICE; choose a higher one with"
                    + " --listen=HOST:PORT";
        }
        if (why.contains("assign requested address")) {
            return where + "this host has no such address; see ip address";
        }
        return where + why;
    }

    /** What cannot be seen is said once at the start, and on the first page all the time. */
    private static void tellGaps(Sampler sampler, Surroundings around) throws InterruptedException {
        Optional<Observation> first = Optional.empty();
        for (int waited = 0; waited < PATIENCE_FOR_THE_FIRST_PASS_MILLIS; waited += 100) {
            TimeUnit.MILLISECONDS.sleep(100);
            first = sampler.latest();
            if (first.isPresent()) {
                break;
            }
        }
        List<Gap> gaps = new ArrayList<>();
        first.ifPresent(seen -> {
            gaps.addAll(seen.gaps());
            seen.namespaces().forEach(namespace -> gaps.addAll(namespace.gaps()));
        });
        gaps.stream()
                .limit(MOST_GAPS_SHOWN)
                .forEach(gap ->
                        around.complain(
                                "raingauge serve: not seen: " + Printable.of(gap.toString())));
        if (gaps.size() > MOST_GAPS_SHOWN) {
            around.complain(
                    "raingauge serve: "
                            + (gaps.size() - MOST_GAPS_SHOWN)
                            + " more gaps: see the first page");
        }
    }

    /** Within the two seconds that an orderly end may take; then with success. */
    private static void end(WebServer web, Sampler sampler, HistoryRecorder recorder) {
        sampler.close();
        recorder.close();
        web.close();
        Runtime.getRuntime().halt(0);
    }

    private static Optional<String> namespace(ParseResult given) {
        String name = given.matchedOptionValue("--namespace", "all");
        return name.equals("all") ? Optional.empty() : Optional.of(name);
    }

    private static double percent(ParseResult given) throws Failure {
        String text = given.matchedOptionValue("--cpu-budget", "1");
        try {
            double percent = Double.parseDouble(text);
            if (percent >= 0.01 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw Failure.wrongUsage(
                "--cpu-budget=" + text + ": must be a number of percent from 0.01 to 100");
    }

    private static int number(ParseResult given, String option, int usual, int least, int most)
            throws Failure {
        String text = given.matchedOptionValue(option, Integer.toString(usual));
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Failure.wrongUsage(
                option + "=" + text + ": must be a number from " + least + " to " + most);
    }
}
