package dev.raingauge.monitor.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates and keys, made by openssl for one test.
 *
 * @param folder where they are
 */
public record Certificates(Path folder) {
    private static final String[] RSA = {"-newkey", "rsa:2048"};
    private static final String[] EC = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"};

    /** Whether openssl is there. */
    public static boolean possible() throws InterruptedException, IOException {
        return new ProcessBuilder("sh", "-c", "command -v openssl").start().waitFor() == 0;
    }

    /** Those that the configurations of {@code web-config/} name. */
    Certificates everything() throws IOException, InterruptedException {
        authority("ca");
        selfSigned("server", RSA);
        selfSigned("ec", EC);
        selfSigned("ed", "-newkey", "ed25519");
        selfSigned("weak", "-newkey", "rsa:1024");
        openssl(words("rsa -traditional -in server.key -out pkcs1.key"));
        openssl(words("ec -in ec.key -out sec1.key"));
        openssl(words("pkcs8 -topk8 -in server.key -passout pass:x -out encrypted.key"));
        openssl(words("req -x509 -sha1 -key server.key -out sha1.crt -days 2 -subj /CN=sha1"));
        String good = Files.readString(folder.resolve("server.crt"));
        Files.writeString(
                folder.resolve("damaged.crt"),
                good.substring(0, 100) + "AAAA" + good.substring(104));
        return this;
    }

    /** NAME.crt and NAME.key for 127.0.0.1 and localhost, vouched for by itself. */
    public void selfSigned(String name, String... kind) throws IOException, InterruptedException {
        make(
                name,
                kind.length == 0 ? EC : kind,
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1");
    }

    /** NAME.crt and NAME.key that may sign others. */
    public void authority(String name) throws IOException, InterruptedException {
        make(name, EC, "-addext", "basicConstraints=critical,CA:TRUE");
    }

    /** NAME.crt and NAME.key, signed by an authority, with one alternative name: DNS:NAME. */
    public void signed(String name, String authority) throws IOException, InterruptedException {
        make(
                name,
                EC,
                "-addext",
                "subjectAltName=DNS:" + name,
                "-CA",
                authority + ".crt",
                "-CAkey",
                authority + ".key",
                "-addext",
                "basicConstraints=critical,CA:FALSE");
    }

    /** They count for two days. */
    private void make(String name, String[] kind, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2"));
        command.addAll(List.of("-keyout", name + ".key", "-out", name + ".crt"));
        command.addAll(List.of("-subj", "/CN=" + name));
        command.addAll(List.of(kind));
        command.addAll(List.of(more));
        openssl(command.toArray(String[]::new));
    }

    private static String[] words(String line) {
        return line.split(" ", -1);
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }
}
