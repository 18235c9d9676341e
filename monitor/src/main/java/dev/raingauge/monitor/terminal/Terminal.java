package dev.raingauge.monitor.terminal;

import dev.raingauge.sockdiag.sys.SyscallException;
import dev.raingauge.sockdiag.sys.TerminalDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terminal while a full-screen program has it: the only class here that touches it. Belongs to
 * the thread that opened it. What was found at the beginning is put back whatever ends the program:
 * {@link #close}, a signal (by a shutdown hook), or a stop of the job, until it goes on.
 */
public final class Terminal implements Display, AutoCloseable {
    private static final int INPUT = 0;

    /** Alternate screen, no cursor, no line wrap. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

    /** An Escape that nothing follows for so long is the key. */
    private static final int ESCAPE_MILLIS = 40;

    /** Until a stop has reached every thread. */
    private static final int STOP_MILLIS = 100;

    private static final Duration PATIENCE_AT_THE_END = Duration.ofMillis(300);

    private final TerminalDevice device = new TerminalDevice();
    private final InputStream in;
    private final OutputStream out;
    private final KeyDecoder decoder = new KeyDecoder();
    private final byte[] buffer = new byte[1024];
    private final Thread atTheEnd = new Thread(this::leaveAtTheEnd, "terminal-restore");
    private final byte[] before;
    private volatile boolean entered;
    private volatile boolean stopWanted;
    private volatile boolean continued;

    private Terminal(InputStream in, OutputStream out, byte[] before) {
        this.in = in;
        this.out = out;
        this.before = before;
    }

    /** Whether standard input is a terminal. */
    public static boolean isInput() {
        try (var device = new TerminalDevice()) {
            return device.isTerminal(INPUT);
        }
    }

    /**
     * Takes the terminal.
     *
     * @param in standard input
     * @param out standard output, not buffered
     */
    public static Terminal open(InputStream in, OutputStream out) throws IOException {
        byte[] before;
        try (var device = new TerminalDevice()) {
            before = device.modes(INPUT);
        }
        var terminal = new Terminal(in, out, before);
        Runtime.getRuntime().addShutdownHook(terminal.atTheEnd);
        JobSignals.handle(JobSignals.STOP, () -> terminal.stopWanted = true);
        JobSignals.handle(JobSignals.CONTINUE, () -> terminal.continued = true);
        terminal.enter();
        return terminal;
    }

    private void enter() throws IOException {
        entered = true; // first, so that half an entrance is undone as well
        device.makeRaw(INPUT);
        write(ENTER);
    }

    private void leave() throws IOException {
        entered = false;
        try {
            write(LEAVE);
        } finally {
            device.setModes(INPUT, before);
        }
    }

    /** How much it shows now; 80 by 24 where it does not say. */
    @Override
    public Size size() {
        return device.size(INPUT)
                .map(size -> new Size(size.columns(), size.lines()))
                .orElse(new Size(80, 24));
    }

    @Override
    public void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What was typed; empty if nothing was for so long.
     *
     * @throws IOException if the terminal has gone
     */
    @Override
    public List<Key> keys(int millis) throws IOException {
        if (!device.awaitInput(INPUT, millis)) {
            return List.of();
        }
        List<Key> keys = read();
        while (keys.isEmpty() && decoder.isPending()) {
            keys = device.awaitInput(INPUT, ESCAPE_MILLIS) ? read() : decoder.settle();
        }
        return keys;
    }

    private List<Key> read() throws IOException {
        int n = in.read(buffer);
        if (n < 0) {
            throw new IOException("the terminal was closed");
        }
        return decoder.feed(buffer, n);
    }

    /**
     * Does what job control asks for: stops where SIGTSTP came, takes the terminal again where the
     * job goes on.
     *
     * @return whether the screen must be drawn anew
     */
    @Override
    public boolean obey() throws IOException {
        if (stopWanted) {
            stop();
            return true;
        }
        if (continued) { // after a SIGSTOP, of which nobody hears
            continued = false;
            enter();
            return true;
        }
        return false;
    }

    /** Gives the terminal back and stops, as Ctrl-Z does; returns when the job goes on. */
    @Override
    public void stop() throws IOException {
        stopWanted = false;
        leave();
        JobSignals.handleAsUsual(JobSignals.STOP);
        device.stopGroup();
        pause(STOP_MILLIS);
        JobSignals.handle(JobSignals.STOP, () -> stopWanted = true);
        continued = false;
        enter();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On a thread of its own. A terminal that takes no more output does not hold up the end. */
    private void leaveAtTheEnd() {
        if (!entered) {
            return;
        }
        entered = false;
        Thread writer = Thread.ofPlatform().daemon().start(this::writeLeave);
        try (var own = new TerminalDevice()) {
            if (own.inForeground(INPUT)) { // from the background this would stop us for ever
                own.setModes(INPUT, before);
            }
            boolean _ = writer.join(PATIENCE_AT_THE_END);
        } catch (SyscallException terminalIsGone) {
            // Then it needs no restoring.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeLeave() {
        try {
            write(LEAVE);
        } catch (IOException terminalIsGone) {
            // Then it needs no restoring.
        }
    }

    @Override
    public void close() {
        IOException failure = null;
        try {
            if (entered) {
                leave();
            }
        } catch (IOException terminalIsGone) {
            failure = terminalIsGone;
        }
        JobSignals.handleAsUsual(JobSignals.STOP);
        JobSignals.handleAsUsual(JobSignals.CONTINUE);
        forgetHook(failure);
        device.close();
    }

    private void forgetHook(@Nullable IOException failure) {
        try {
            boolean _ = failure == null && Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException endIsUnderWay) {
            // It runs already and finds that there is nothing to do.
        }
    }
}
