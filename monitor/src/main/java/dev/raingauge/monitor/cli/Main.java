package dev.raingauge.monitor.cli;

/** The program's way in. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs one command and returns its exit code; ends nothing, so that it can be called again. */
    static int run(String... args) {
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println("raingauge 0.1.0-SNAPSHOT");
            return 0;
        }
        System.err.println("raingauge: no commands yet");
        return 2;
    }
}
