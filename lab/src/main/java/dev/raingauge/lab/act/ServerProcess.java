package dev.raingauge.lab.act;

import dev.raingauge.lab.LabNamespace;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import dev.raingauge.sockdiag.sys.Libc;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A child process that lives in a namespace and runs servers there. */
public final class ServerProcess implements AutoCloseable {
    private static final int MOST_SECONDS_TO_END = 5;

    /** Options for other programs that run on Java; it would talk about them. */
    private static final Set<String> MEANT_FOR_OTHERS =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private final Process process;
    private final BufferedWriter orders;

    private ServerProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /**
     * Starts the servers and waits until they listen.
     *
     * @param name what lists of processes call it, at most 15 bytes
     */
    public static ServerProcess start(LabNamespace namespace, String name, ServerPlan... plans)
            throws IOException {
        var words = new ArrayList<>(java());
        words.add(name);
        for (ServerPlan plan : plans) {
            words.add(plan.text());
        }
        var builder = new ProcessBuilder(namespace.inside(words.toArray(String[]::new)));
        builder.environment().keySet().removeAll(MEANT_FOR_OTHERS);
        Process process = builder.redirectError(Redirect.INHERIT).start();
        var server = new ServerProcess(process);
        BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII);
        String answer = answers.readLine(); // it ends by itself, so this does
        if (!Actor.READY.equals(answer)) {
            server.close();
            throw new IOException("the server " + name + " did not start: " + answer);
        }
        return server;
    }

    /** The Java that runs here, with the little it needs to run an {@link Actor}. */
    private static List<String> java() throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m"));
        words.addAll(List.of("-XX:-UsePerfData", "-XX:+DisplayVMOutputToStderr"));
        Module module = Actor.class.getModule();
        if (module.isNamed()) {
            String path = System.getProperty("jdk.module.path");
            if (path != null) {
                words.add("--module-path=" + path);
            }
            words.add("--enable-native-access=" + Libc.class.getModule().getName());
            words.add("--module=" + module.getName() + "/" + Actor.class.getName());
        } else {
            words.add("--enable-native-access=ALL-UNNAMED");
            words.add("--class-path=" + home(Actor.class) + ":" + home(Libc.class));
            words.add(Actor.class.getName());
        }
        return words;
    }

    private static Path home(Class<?> type) throws IOException {
        var source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("cannot tell where the classes of the lab are");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the classes of the lab are at " + source.getLocation(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Changes when a server accepts. */
    public synchronized void rhythm(int server, Rhythm rhythm) throws IOException {
        orders.write(server + " " + rhythm.text() + "\n");
        orders.flush();
    }

    /** SIGSTOP: no thread of it does anything any more. */
    public void stop() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        int exit;
        try {
            exit =
                    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                            .start()
                            .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exit = -1;
        }
        if (exit != 0) {
            throw new IOException("cannot send SIG" + name + " to process " + process.pid());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
