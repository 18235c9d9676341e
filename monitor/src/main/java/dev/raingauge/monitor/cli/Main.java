package dev.raingauge.monitor.cli;

/** The program's way in. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println("raingauge 0.1.0-SNAPSHOT");
            return;
        }
        System.err.println("raingauge: no commands yet");
        System.exit(2);
    }
}
