package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import dev.raingauge.monitor.door.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A namespace, certificates and a web configuration, for tests of what stands behind the door.
 *
 * @param folder where the files are
 */
public record DoorRig(Lab lab, LabNamespace home, Certificates certificates, Path folder)
        implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String[] ANN = {"-u", "ann:secret"};
    static final String TLS = "tls_server_config: {cert_file: server.crt, key_file: server.key}\n";

    /** Skips the test where it cannot run. */
    static DoorRig open(Path folder) throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        assumeTrue(Certificates.possible(), "openssl is not installed");
        Lab lab = Lab.open();
        var certificates = new Certificates(folder);
        certificates.selfSigned("server");
        return new DoorRig(lab, lab.namespace("door"), certificates, folder);
    }

    static String users(String... namesAndPasswords) {
        var text = new StringBuilder("basic_auth_users:\n");
        for (int i = 0; i < namesAndPasswords.length; i += 2) {
            text.append("  ")
                    .append(namesAndPasswords[i])
                    .append(": ")
                    .append(
                            BCrypt.withDefaults()
                                    .hashToString(6, namesAndPasswords[i + 1].toCharArray()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Replaces the file at once, as editors do. */
    Path configure(String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        return Files.move(fresh, folder.resolve("web.yml"), StandardCopyOption.REPLACE_EXISTING);
    }

    Program serve(String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--data=none",
                                "--web.config.file=" + folder.resolve("web.yml")));
        arguments.addAll(List.of(more));
        return Program.start(
                home.inside(
                        Program.raingauge(arguments.toArray(String[]::new))
                                .toArray(String[]::new)));
    }

    Curl curl(Program program) throws InterruptedException {
        String line = program.awaitLine(said -> said.contains("listening on http"), PATIENCE);
        return new Curl(
                home,
                folder.resolve("server.crt"),
                "https://127.0.0.1:" + line.substring(line.lastIndexOf(':') + 1));
    }

    int freePort() throws IOException {
        try (ServerSocket socket =
                home.call(() -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))) {
            return socket.getLocalPort();
        }
    }

    static void eventually(String what, Program program, Attempt attempt) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!attempt.succeeds()) {
            if (System.nanoTime() > end) {
                fail("never: " + what + "\n" + program.output());
            }
            Thread.sleep(200);
        }
    }

    /** What may not succeed yet. */
    interface Attempt {
        boolean succeeds() throws Exception;
    }

    @Override
    public void close() {
        lab.close();
    }
}
