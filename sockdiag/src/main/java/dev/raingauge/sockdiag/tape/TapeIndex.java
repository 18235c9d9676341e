package dev.raingauge.sockdiag.tape;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is in a recording: read once from end to end, and found whole and sound before
 * anything of it is shown.
 */
final class TapeIndex implements AutoCloseable {
    /** So many questions may be open at the same time: a census has a thread for each. */
    private static final int MOST_OPEN = 1024;

    private static final int OFFSET_BITS = 20;

    /** What one command saw at one look: the answers to each question, in order. */
    record Look(String command, Map<String, Answers> answers) {}

    /** The answers to one question within a look. */
    static final class Answers {
        final List<Answer> all = new ArrayList<>(1);

        /** Which is given next. */
        int next;
    }

    /** The frames of one answer, by their place. */
    static final class Answer {
        private long[] places = new long[1];
        private int count;

        private void add(long place) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
            }
            places[count++] = place;
        }

        int frames() {
            return count;
        }

        long place(int frame) {
            return places[frame];
        }
    }

    private final String file;
    private final MemberReader reader;
    private final List<Look> looks = new ArrayList<>();
    private final List<Long> members = new ArrayList<>();
    private final Map<Integer, Answer> open =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Answer> eldest) {
                    return size() > MOST_OPEN;
                }
            };
    private @Nullable TapeHead head;
    private long frames;
    private boolean ended;

    TapeIndex(Path file) throws IOException {
        this.file = file.toString();
        reader = new MemberReader(file);
        boolean sound = false;
        try {
            scan();
            sound = true;
        } finally {
            if (!sound) {
                reader.close();
            }
        }
    }

    TapeHead head() {
        if (head == null) {
            throw new IllegalStateException("no head");
        }
        return head;
    }

    List<Look> looks() {
        return looks;
    }

    private void scan() throws IOException {
        if (reader.size() == 0) {
            throw new TapeException(file + " is empty: no recording");
        }
        long at = 0;
        while (at < reader.size()) {
            MemberReader.Member member = member(at);
            int from = at == 0 ? firstLine(member.bytes()) : 0;
            members.add(at);
            frames(member.bytes(), from, at);
            at = member.next();
        }
        if (!ended) {
            throw cutOff();
        }
        if (head == null) {
            throw damaged(0, "it has no head");
        }
    }

    private MemberReader.Member member(long at) throws IOException {
        if (ended) {
            throw damaged(at, "something follows the end");
        }
        try {
            return reader.at(at);
        } catch (EOFException e) {
            throw at == 0 ? foreign() : cutOff();
        } catch (DataFormatException e) {
            throw at == 0 ? foreign() : damaged(at, String.valueOf(e.getMessage()));
        }
    }

    /** Checks what kind of file it is. */
    private int firstLine(byte[] data) throws TapeException {
        byte[] magic = TapeFormat.MAGIC.getBytes(StandardCharsets.US_ASCII);
        int end = magic.length;
        while (end < data.length && end < magic.length + 9 && data[end] != '\n') {
            end++;
        }
        if (data.length <= end || Arrays.mismatch(data, magic) != magic.length) {
            throw foreign();
        }
        String version = new String(data, magic.length, end - magic.length, StandardCharsets.UTF_8);
        if (!version.matches("[1-9][0-9]{0,7}")) {
            throw foreign();
        }
        if (Integer.parseInt(version) > TapeFormat.VERSION) {
            throw new TapeException(
                    "%s was recorded by a newer Raingauge (format %s, this one reads %d): update Raingauge to play it"
                            .formatted(file, version, TapeFormat.VERSION));
        }
        return end + 1;
    }

    private void frames(byte[] data, int from, long member) throws TapeException {
        int at = from;
        while (at < data.length) {
            if (ended) {
                throw damaged(member, "something follows the end");
            }
            int left = data.length - at - TapeFormat.FRAME_HEAD;
            ByteBuffer frame = ByteBuffer.wrap(data, at, data.length - at);
            int length = left < 0 ? -1 : frame.getInt(at + 1);
            if (length < 0 || length > left) {
                throw damaged(member, "a frame does not fit into its block");
            }
            if (frame.getInt(at + 5) != TapeWriter.checksum(data, at, length)) {
                throw damaged(member, "the checksum of frame " + frames + " is wrong");
            }
            frame(data[at], data, at + TapeFormat.FRAME_HEAD, length, member);
            frames++;
            at += TapeFormat.FRAME_HEAD + length;
        }
    }

    private void frame(byte type, byte[] data, int at, int length, long member)
            throws TapeException {
        switch (type) {
            case TapeFormat.HEAD ->
                    head = TapeHead.parse(file, Arrays.copyOfRange(data, at, at + length));
            case TapeFormat.LOOK ->
                    looks.add(
                            new Look(
                                    new String(data, at, length, StandardCharsets.UTF_8),
                                    new HashMap<>()));
            case TapeFormat.ASK -> ask(data, at, length, member);
            case TapeFormat.PART, TapeFormat.FAULT -> {
                Answer answer = length < 4 ? null : open.get(ByteBuffer.wrap(data).getInt(at));
                if (answer == null) {
                    throw damaged(member, "frame " + frames + " answers no question");
                }
                answer.add(((members.size() - 1L) << OFFSET_BITS) | (at - TapeFormat.FRAME_HEAD));
            }
            case TapeFormat.END -> {
                if (length != Long.BYTES || ByteBuffer.wrap(data).getLong(at) != frames) {
                    throw damaged(member, "its end counts other frames than there are");
                }
                ended = true;
            }
            default -> throw damaged(member, "frame " + frames + " is of no known type");
        }
    }

    private void ask(byte[] data, int at, int length, long member) throws TapeException {
        if (length < 5 || looks.isEmpty()) {
            throw damaged(member, "frame " + frames + " asks nothing");
        }
        Kind kind = Kind.of(data[at + 4]);
        var answer = new Answer();
        open.put(ByteBuffer.wrap(data).getInt(at), answer);
        if (kind != null) {
            String key = new String(data, at + 5, length - 5, StandardCharsets.UTF_8);
            looks.getLast()
                    .answers()
                    .computeIfAbsent(key(kind, key), _ -> new Answers())
                    .all
                    .add(answer);
        }
    }

    static String key(Kind kind, String key) {
        return kind.code + key;
    }

    /** A part of an answer, or a {@link Fault} in its place. */
    static final class Part {
        private final boolean fault;
        private final byte[] bytes;

        private Part(boolean fault, byte[] bytes) {
            this.fault = fault;
            this.bytes = bytes;
        }

        boolean fault() {
            return fault;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Reads one frame of an answer. */
    synchronized Part part(Answer answer, int frame) {
        long place = answer.place(frame);
        int at = (int) (place & ((1 << OFFSET_BITS) - 1));
        try {
            byte[] data = reader.at(members.get((int) (place >>> OFFSET_BITS))).bytes();
            int length = ByteBuffer.wrap(data).getInt(at + 1);
            int from = at + TapeFormat.FRAME_HEAD;
            return new Part(
                    data[at] == TapeFormat.FAULT,
                    Arrays.copyOfRange(data, from + Integer.BYTES, from + length));
        } catch (IOException | DataFormatException | RuntimeException e) {
            throw new TapeFailure(file + " was changed while it was played; play it again", e);
        }
    }

    private TapeException foreign() {
        return new TapeException(
                file + " is no recording of Raingauge: 'raingauge record FILE' makes one");
    }

    private TapeException cutOff() {
        return new TapeException(
                "%s is cut off after %d bytes: copy it again, or record again"
                        .formatted(file, reader.size()));
    }

    private TapeException damaged(long member, String what) {
        return new TapeException(
                "%s is damaged in the block at byte %d: %s; copy it again, or record again"
                        .formatted(file, member, what));
    }

    @Override
    public synchronized void close() throws IOException {
        reader.close();
    }
}
