package dev.raingauge.monitor.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs many commands in one process, so that the virtual machine learns what to keep in the AOT
 * cache. Used once while the program's image is made, never by the program itself.
 */
final class Training {
    private Training() {}

    /** Reads one command a line from standard input; a failed command is no reason to stop. */
    public static void main(String[] args) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int code = line.isEmpty() ? Main.run() : Main.run(line.split(" "));
            System.err.println("training: " + line + ": exit code " + code);
        }
    }
}
