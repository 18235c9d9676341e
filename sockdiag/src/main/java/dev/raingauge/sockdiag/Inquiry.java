package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.SyscallException;
import dev.raingauge.sockdiag.wire.DumpReader;
import dev.raingauge.sockdiag.wire.MalformedMessageException;
import dev.raingauge.sockdiag.wire.NoRecords;
import dev.raingauge.sockdiag.wire.RecordReader;
import dev.raingauge.sockdiag.wire.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel one question after the other and reads each answer to its end. Belongs to the
 * thread that made it.
 *
 * <p>A dump that fails half-way is still going on in the kernel, and the socket would refuse the
 * next one (EBUSY). So the socket is thrown away then, and the next question gets a new one.
 */
final class Inquiry implements AutoCloseable {
    private final Door door;
    private @Nullable Netlink socket;
    private int sequence;

    Inquiry(Door door) throws SockDiagException {
        this.door = door;
        Netlink _ = socket();
    }

    /**
     * Asks and reads.
     *
     * @param what is asked for, in words for an error message
     * @param question from {@link Requests}; its sequence number is written into it
     * @param records takes the answer
     * @return false if the kernel said that the answer was interrupted: something may be missing
     */
    boolean ask(String what, byte[] question, RecordReader records) throws SockDiagException {
        DumpReader answer = answer(what, question, records);
        if (answer.errno() != 0) {
            throw refused(what, answer.errno(), answer.words());
        }
        return !answer.interrupted();
    }

    /** Gives a command; the result is the kernel's error number, 0 if it was done. */
    int command(String what, byte[] command) throws SockDiagException {
        return answer(what, command, new NoRecords()).errno();
    }

    private DumpReader answer(String what, byte[] question, RecordReader records)
            throws SockDiagException {
        var reader = new DumpReader(records);
        boolean whole = false;
        try {
            Netlink asked = socket();
            Requests.number(question, ++sequence);
            reader.begin(sequence);
            asked.send(question);
            boolean done = false;
            while (!done) {
                done = reader.accept(asked.receive());
            }
            whole = true;
        } catch (SyscallException failed) {
            throw lost(what, failed);
        } catch (MalformedMessageException lie) {
            throw new SockDiagException(
                    "cannot read the kernel's answer about "
                            + what
                            + ": "
                            + lie.getMessage()
                            + "; please report this with the kernel's version",
                    0,
                    lie);
        } finally {
            if (!whole) {
                discard();
            }
        }
        return reader;
    }

    private Netlink socket() throws SockDiagException {
        Netlink opened = socket;
        if (opened == null) {
            opened = door.open();
            socket = opened;
        }
        return opened;
    }

    private static SockDiagException lost(String what, SyscallException failed) {
        String advice =
                switch (failed.errno()) {
                    case Errno.EAGAIN -> "; ask again";
                    case Errno.ENOBUFS, Errno.ENOMEM ->
                            "; the kernel had no memory for the answer, ask again";
                    default -> "";
                };
        return new SockDiagException(
                "asking for " + what + " failed: " + failed.getMessage() + advice,
                failed.errno(),
                failed);
    }

    private static SockDiagException refused(String what, int errno, String words) {
        return new SockDiagException(
                "the kernel refuses to answer about "
                        + what
                        + ": "
                        + Errno.words(errno)
                        + (words.isEmpty() ? "" : " (" + words + ")")
                        + advice(errno),
                errno);
    }

    private static String advice(int errno) {
        return switch (errno) {
            case Errno.ENOENT, Errno.EINVAL, Errno.EPROTONOSUPPORT, Errno.EOPNOTSUPP ->
                    "; this kernel cannot answer that, read /proc instead";
            case Errno.EPERM, Errno.EACCES -> "; a filter by mark needs CAP_NET_ADMIN";
            default -> "";
        };
    }

    private void discard() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    @Override
    public void close() {
        discard();
    }
}
