package dev.raingauge.monitor.serve;

import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real curl, in a namespace of the lab.
 *
 * @param authority the certificate that vouches for the server
 * @param base of every address: {@code https://127.0.0.1:1}
 */
record Curl(LabNamespace in, Path authority, String base) {
    /**
     * What came back.
     *
     * @param exit of curl: 0 if the server answered
     * @param text head and body
     */
    record Reply(int exit, String text) {
        /** 0 if there was no answer. */
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }
    }

    Reply get(String path, String... options) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(path, options)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Reply(process.waitFor(), text);
    }

    List<String> command(String path, String... options) {
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "-i", "--cacert", authority.toString()));
        command.addAll(List.of("--max-time", "60"));
        command.addAll(List.of(options));
        command.add(base + path);
        return in.inside(command.toArray(String[]::new));
    }
}
