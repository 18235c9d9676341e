package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.NetnsVisit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks this machine and writes down what it says, as it comes: nothing is held back but the block
 * that is being filled. The file gets its name at {@link #end}; without that, nothing is left.
 */
public final class Recorder extends Tape {
    private static final int PART_BYTES = 64 * 1024;
    private static final int BATCH_BYTES = 32 * 1024;
    private static final String SOCKET = "socket:[";

    private final Path file;
    private final TapeHead head;
    private final @Nullable Redactor redactor;
    private final TapeWriter writer;
    private final Texts batch = new Texts();
    private String batchOf = "";
    private int questions;
    private long sockets;
    private int looks;
    private @Nullable TapeFailure failure;

    private Recorder(Path file, TapeHead head, @Nullable Redactor redactor, TapeWriter writer) {
        this.file = file;
        this.head = head;
        this.redactor = redactor;
        this.writer = writer;
    }

    /**
     * Begins a recording.
     *
     * @param head what it says of itself; where it is to be redacted, its names are still the true
     *     ones
     * @throws IOException if the file cannot be written; the message says why
     */
    public static Recorder into(Path file, TapeHead head) throws IOException {
        Redactor redactor = head.redacted() ? new Redactor() : null;
        TapeWriter writer;
        try {
            writer = new TapeWriter(file);
        } catch (FileSystemException e) {
            throw new TapeException("cannot record into " + file + ": " + reason(e));
        }
        var recorder = new Recorder(file, head, redactor, writer);
        byte[] told = (redactor == null ? head : redactor.head(head)).toBytes();
        recorder.write(() -> writer.frame(TapeFormat.HEAD, told));
        return recorder;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "no such directory";
            case java.nio.file.AccessDeniedException _ -> "no permission to write there";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public TapeHead head() {
        return head;
    }

    /** What was written. */
    public record Written(int looks, long sockets, long bytes) {}

    @Override
    public synchronized boolean look(String command) {
        endBatch();
        looks++;
        write(() -> writer.frame(TapeFormat.LOOK, bytes(command)));
        return true;
    }

    @Override
    byte[] once(Kind kind, String key, Live<byte[]> live) throws IOException {
        byte[] answer;
        try {
            answer = live.ask();
        } catch (IOException e) {
            fault(ask(kind, key), e);
            throw e;
        }
        int question = ask(kind, key);
        part(question, redactor == null ? answer : redactor.answer(kind, key, answer));
        return answer;
    }

    /** Writes a question down and returns its number. */
    synchronized int ask(Kind kind, String key) {
        endBatch();
        return begin(kind, key);
    }

    private int begin(Kind kind, String key) {
        int question = questions++;
        byte[] asked = bytes(redactor == null ? key : redactor.key(kind, key));
        var start = ByteBuffer.allocate(5).putInt(question).put((byte) kind.code).flip();
        write(() -> writer.frame(TapeFormat.ASK, start, asked, 0, asked.length));
        return question;
    }

    /** Writes (a part of) an answer down. */
    synchronized void part(int question, byte[] bytes) {
        for (int at = 0; at < bytes.length || at == 0; at += PART_BYTES) {
            int from = at;
            int length = Math.min(PART_BYTES, bytes.length - at);
            var start = ByteBuffer.allocate(Integer.BYTES).putInt(question).flip();
            write(() -> writer.frame(TapeFormat.PART, start, bytes, from, length));
        }
    }

    void fault(int question, IOException e) {
        fault(question, Fault.of(e));
    }

    void fault(int question, Fault fault) {
        faultBytes(question, told(fault).toBytes());
    }

    /** A fault of a netlink socket says first at what it was met. */
    void fault(int question, byte when, Fault fault) {
        byte[] bytes = told(fault).toBytes();
        faultBytes(question, ByteBuffer.allocate(1 + bytes.length).put(when).put(bytes).array());
    }

    private Fault told(Fault fault) {
        return redactor == null
                ? fault
                : new Fault(
                        fault.code(), fault.errno(), redactor.text(fault.what()), fault.advice());
    }

    private synchronized void faultBytes(int question, byte[] bytes) {
        var start = ByteBuffer.allocate(Integer.BYTES).putInt(question).flip();
        write(() -> writer.frame(TapeFormat.FAULT, start, bytes, 0, bytes.length));
    }

    /** Datagrams are parts of their own, and never cut. */
    synchronized void datagram(int question, byte[] bytes) {
        sockets += Messages.sockets(bytes);
        var start = ByteBuffer.allocate(Integer.BYTES).putInt(question).flip();
        write(() -> writer.frame(TapeFormat.PART, start, bytes, 0, bytes.length));
    }

    @Nullable Redactor redactor() {
        return redactor;
    }

    @Override
    String descriptor(Path real) throws IOException {
        String target;
        try {
            target = Files.readSymbolicLink(real).toString();
        } catch (IOException e) {
            fault(ask(Kind.LINK, key(real)), e);
            throw e;
        }
        String told = target.startsWith(SOCKET) ? target : "";
        String parent = key(parent(real));
        synchronized (this) {
            if (!parent.equals(batchOf) || batch.size() > BATCH_BYTES) {
                endBatch();
                batchOf = parent;
            }
            batch.add(String.valueOf(real.getFileName()));
            batch.add(told);
        }
        return told;
    }

    private void endBatch() {
        if (batch.size() > 0) {
            part(begin(Kind.LINKS, batchOf), batch.take());
        }
    }

    @Override
    InputStream read(Path real) throws IOException {
        int question = ask(Kind.READ, key(real));
        if (redactor != null && !redactor.knows(real)) {
            fault(question, Fault.LEFT_OUT);
            return Files.newInputStream(real);
        }
        try {
            return new RecordedStream(this, question, real, Files.newInputStream(real));
        } catch (IOException e) {
            fault(question, e);
            throw e;
        }
    }

    @Override
    Netlink netlink(String namespace, @Nullable Netlink live) {
        return new RecordedNetlink(this, namespace, Objects.requireNonNull(live));
    }

    @Override
    <T extends @Nullable Object> T inside(String namespace, Path real, NetnsVisit.Work<T> work)
            throws IOException {
        var entered = new boolean[1];
        try {
            return NetnsVisit.in(
                    real,
                    () -> {
                        entered[0] = true;
                        part(ask(Kind.VISIT, namespace), new byte[0]);
                        try {
                            return ScopedValue.where(INSIDE, namespace).call(work::run);
                        } catch (IOException | RuntimeException e) {
                            throw e;
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    });
        } catch (IOException e) {
            if (!entered[0]) {
                fault(ask(Kind.VISIT, namespace), e);
            }
            throw e;
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** What once failed is not tried again: something would be missing. */
    private void write(Writing writing) {
        if (failure != null) {
            throw failure;
        }
        try {
            writing.run();
        } catch (IOException e) {
            failure = new TapeFailure("cannot record into " + file + ": " + reason(e), e);
            throw failure;
        }
    }

    /** Ends the recording: the file is complete from now on. */
    public synchronized Written end() {
        endBatch();
        write(writer::end);
        return new Written(looks, sockets, writer.bytes());
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
