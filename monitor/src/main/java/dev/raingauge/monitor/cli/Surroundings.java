package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Page;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it; a test brings its own.
 *
 * @param out standard output, not buffered
 * @param err standard error, not buffered
 * @param environment the environment variables
 * @param screen what shows the output
 * @param clock the time of day
 * @param session the recording that is made or played, if one is
 */
record Surroundings(
        OutputStream out,
        OutputStream err,
        Map<String, String> environment,
        Screen screen,
        InstantSource clock,
        Optional<Session> session) {

    /** Surroundings in which this machine is looked at, and nothing recorded. */
    Surroundings(
            OutputStream out,
            OutputStream err,
            Map<String, String> environment,
            Screen screen,
            InstantSource clock) {
        this(out, err, environment, screen, clock, Optional.empty());
    }

    /** The same, but what is looked at comes through a tape, and its clock too. */
    Surroundings with(Session other) {
        return new Surroundings(
                out, err, environment, screen, other.tape().clock(clock), Optional.of(other));
    }

    /** Those of this process. */
    static Surroundings real() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                environment,
                Screen.of(environment),
                InstantSource.system());
    }

    /** What a text for people is written on. */
    Page page() {
        return new Page(screen.width(), screen.unicode(), screen.colours());
    }

    /**
     * Writes to standard output at once, so that nothing stands half written between two looks.
     *
     * @throws ClosedOutputException if nobody reads it any more
     * @throws IOException if it could not be written: the disk is full, there is no output
     */
    void print(CharSequence text) throws IOException {
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains("Broken pipe") || Screen.isPipe()) {
                throw new ClosedOutputException(e);
            }
            throw new IOException("cannot write to standard output: " + why, e);
        }
    }

    /** Writes to standard error without a line end, for what is overwritten soon. */
    void mutter(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyListens) {
            // There is no one left to tell.
        }
    }

    /** Writes a line to standard error; one that nobody reads is lost. */
    void complain(String line) {
        try {
            err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyListens) {
            // There is no one left to tell.
        }
    }
}
