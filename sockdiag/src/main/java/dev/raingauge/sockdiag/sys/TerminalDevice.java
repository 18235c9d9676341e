package dev.raingauge.sockdiag.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The calls that a program makes on its terminal ({@code man 3 termios}, {@code man 2 ioctl_tty}),
 * for the thread that made this object. What {@code struct termios} holds is the C library's
 * business: it is read, changed by {@code cfmakeraw} and written back as a whole.
 */
public final class TerminalDevice implements AutoCloseable {
    /** Room for {@code struct termios}, which has 60 bytes. */
    private static final int TERMIOS_ROOM = 256;

    private static final int TCSANOW = 0;

    // include/uapi/asm-generic/ioctls.h; the same on x86-64, aarch64 and riscv64.
    private static final long TIOCGPGRP = 0x540F;
    private static final long TIOCGWINSZ = 0x5413;

    private static final short POLLIN = 1;
    private static final int SIGTSTP = 20;

    private static final MemorySegment TCGETATTR = Libc.symbol("tcgetattr");
    private static final MemorySegment TCSETATTR = Libc.symbol("tcsetattr");
    private static final MemorySegment CFMAKERAW = Libc.symbol("cfmakeraw");
    private static final MemorySegment IOCTL = Libc.symbol("ioctl");
    private static final MemorySegment POLL = Libc.symbol("poll");
    private static final MemorySegment KILL = Libc.symbol("kill");
    private static final MemorySegment GETPGRP = Libc.symbol("getpgrp");

    private final Libc libc = new Libc();
    private final MemorySegment termios = libc.allocate(TERMIOS_ROOM);
    private final MemorySegment small = libc.allocate(8);

    /** How much it shows. */
    public record Size(int columns, int lines) {}

    /** Whether a descriptor is open on a terminal. */
    public boolean isTerminal(int fd) {
        return (int) libc.call(TCGETATTR, fd, termios.address(), 0) == 0;
    }

    /** Its modes, to be given to {@link #setModes} later. */
    public byte[] modes(int fd) throws SyscallException {
        int done = (int) libc.call(TCGETATTR, fd, termios.address(), 0);
        int _ = libc.checked("tcgetattr", done, "");
        return termios.toArray(ValueLayout.JAVA_BYTE);
    }

    /** Sets all modes at once, without waiting for output that is under way. */
    public void setModes(int fd, byte[] modes) throws SyscallException {
        MemorySegment.copy(modes, 0, termios, ValueLayout.JAVA_BYTE, 0, modes.length);
        int done = (int) libc.call(TCSETATTR, fd, TCSANOW, termios.address());
        int _ = libc.checked("tcsetattr", done, "");
    }

    /** Every key comes at once and as it is, nothing is echoed, no key makes a signal. */
    public void makeRaw(int fd) throws SyscallException {
        byte[] _ = modes(fd);
        long _ = libc.call(CFMAKERAW, termios.address(), 0, 0);
        int done = (int) libc.call(TCSETATTR, fd, TCSANOW, termios.address());
        int _ = libc.checked("tcsetattr", done, "");
    }

    /** Empty where the terminal does not know, as a serial line. */
    public Optional<Size> size(int fd) {
        if ((int) libc.call(IOCTL, fd, TIOCGWINSZ, small.address()) != 0) {
            return Optional.empty();
        }
        int lines = Short.toUnsignedInt(small.get(ValueLayout.JAVA_SHORT, 0));
        int columns = Short.toUnsignedInt(small.get(ValueLayout.JAVA_SHORT, 2));
        return columns == 0 || lines == 0
                ? Optional.empty()
                : Optional.of(new Size(columns, lines));
    }

    /** Whether this process is in the group that may change the terminal without being stopped. */
    public boolean inForeground(int fd) {
        if ((int) libc.call(IOCTL, fd, TIOCGPGRP, small.address()) != 0) {
            return false;
        }
        return small.get(ValueLayout.JAVA_INT, 0) == (int) libc.call(GETPGRP, 0, 0, 0);
    }

    /** Waits until something can be read, at most so long; a signal ends the wait early. */
    public boolean awaitInput(int fd, int millis) {
        small.set(ValueLayout.JAVA_INT, 0, fd);
        small.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        small.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        return (int) libc.call(POLL, small.address(), 1, millis) > 0;
    }

    /** Stops this process and its group, as Ctrl-Z does where no program takes the key. */
    public void stopGroup() {
        long _ = libc.call(KILL, 0, SIGTSTP, 0);
    }

    @Override
    public void close() {
        libc.close();
    }
}
