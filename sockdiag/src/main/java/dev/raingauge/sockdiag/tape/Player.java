package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.NetnsVisit;
import dev.raingauge.sockdiag.tape.TapeIndex.Answer;
import dev.raingauge.sockdiag.tape.TapeIndex.Answers;
import dev.raingauge.sockdiag.tape.TapeIndex.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A recording that answers. Each command finds what the same command was told: its n-th look is the
 * n-th that was recorded, and within a look the n-th time it asks something it gets the n-th
 * answer. What it asks more often than was recorded is answered as the last time, and settings,
 * which hardly change, as any other command was told.
 */
public final class Player extends Tape {
    /** A clock that is read more often than it was while recording goes on by so much. */
    private static final long TICK_NANOS = 100_000_000;

    /** What is below these stays as it is for the time of a recording: any command may use it. */
    private static final List<String> STANDING = List.of("/proc/sys/", "/sys/fs/cgroup/", "/etc/");

    private final String file;
    private final TapeIndex index;
    private List<Look> looks = List.of();
    private int current = -1;
    private long late;

    private Player(String file, TapeIndex index) {
        this.file = file;
        this.index = index;
    }

    /**
     * Opens a recording and checks all of it.
     *
     * @throws TapeException if it is none, was cut off, is damaged or too new
     */
    public static Player open(Path file) throws IOException {
        return new Player(file.toString(), new TapeIndex(file));
    }

    @Override
    public TapeHead head() {
        return index.head();
    }

    @Override
    public synchronized boolean look(String command) {
        if (current < 0) {
            looks = index.looks().stream().filter(look -> look.command().equals(command)).toList();
            if (looks.isEmpty()) {
                throw new TapeFailure(
                        "%s does not hold what %s asks for; it was recorded for: %s"
                                .formatted(file, called(command), commands()));
            }
        }
        if (current + 1 >= looks.size()) {
            return false;
        }
        current++;
        looks.get(current).answers().values().forEach(answers -> answers.next = 0);
        listed.clear();
        return true;
    }

    /** From the beginning, for any command; what is still being read of it is lost. */
    public synchronized void rewind() {
        looks = List.of();
        current = -1;
        late = 0;
        opened = null;
    }

    private String commands() {
        var names = new LinkedHashSet<String>();
        index.looks().forEach(look -> names.add(called(look.command())));
        return names.stream().collect(Collectors.joining(", "));
    }

    private static String called(String command) {
        return command.isEmpty() ? "raingauge without a command" : command;
    }

    @Override
    synchronized byte[] once(Kind kind, String key, Live<byte[]> live) throws IOException {
        Answer answer = find(kind, key);
        if (answer == null && (kind == Kind.STAT || kind == Kind.LSTAT)) {
            OptionalLong namespace = linked(key);
            if (namespace.isPresent()) {
                return new FileFacts(device(), namespace.getAsLong(), 1, 0, 'f').toBytes();
            }
        }
        if (answer == null && kind == Kind.NOW) { // a table needs no date, a document does
            Instant time = head().time();
            return ByteBuffer.allocate(12)
                    .putLong(time.getEpochSecond())
                    .putInt(time.getNano())
                    .array();
        }
        if (answer == null) {
            throw missing(kind, key);
        }
        if (kind == Kind.LIST && answer.frames() > 0) {
            listed.put(key, answer.place(0));
        }
        byte[] bytes = whole(answer, key);
        if (kind == Kind.TICKS && late > 0 && bytes.length >= Long.BYTES) {
            ByteBuffer time = ByteBuffer.wrap(bytes);
            time.putLong(0, time.getLong(0) + late);
        }
        return bytes;
    }

    private byte[] whole(Answer answer, String key) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < answer.frames(); i++) {
            bytes.writeBytes(part(answer, i, key));
        }
        return bytes.toByteArray();
    }

    private byte[] part(Answer answer, int frame, String key) throws IOException {
        TapeIndex.Part part = index.part(answer, frame);
        if (part.fault()) {
            throw Fault.parse(part.bytes(), 0).toException(file(key));
        }
        return part.bytes();
    }

    /** The file that a question is about. */
    private static String file(String key) {
        String place = placed("");
        return key.startsWith(place) ? key.substring(place.length()) : key;
    }

    /** The next answer to a question, or the last one; null where it was never asked. */
    private @Nullable Answer find(Kind kind, String key) {
        String wanted = TapeIndex.key(kind, key);
        for (int i = Math.min(current, looks.size() - 1); i >= 0; i--) {
            Answers answers = looks.get(i).answers().get(wanted);
            if (answers != null) {
                boolean again = i < current || answers.next >= answers.all.size();
                if (kind == Kind.TICKS && again) {
                    late += TICK_NANOS;
                }
                return again ? answers.all.getLast() : answers.all.get(answers.next++);
            }
        }
        return STANDING.stream().anyMatch(file(key)::startsWith) ? elsewhere(wanted) : null;
    }

    /** What any other command was told. */
    private @Nullable Answer elsewhere(String wanted) {
        for (Look look : index.looks()) {
            Answers answers = look.answers().get(wanted);
            if (answers != null) {
                return answers.all.getLast();
            }
        }
        return null;
    }

    private IOException missing(Kind kind, String key) {
        if (kind == Kind.FACT) {
            return new IOException("not recorded");
        }
        String what =
                switch (kind) {
                    case READ, STAT, LSTAT -> "the file " + file(key);
                    case LIST -> "the directory " + file(key);
                    case LINK, LINKS -> "the link " + file(key);
                    case ENTER, VISIT, OPEN -> "the namespace " + key;
                    case NETLINK -> "the sockets of this question";
                    case PROBE -> "the datagram socket " + key;
                    case FACT, NOW, TICKS -> "the time";
                };
        String where = head().namespace();
        throw new TapeFailure(
                "%s does not hold %s: it was recorded for %s; the same command, options and namespace can be played, or 'raingauge record FILE -- COMMAND' records others"
                        .formatted(
                                file,
                                what,
                                where.isEmpty()
                                        ? "the user's own namespace"
                                        : where.equals("all")
                                                ? "all namespaces"
                                                : "namespace " + where));
    }

    /** The namespace that a link leads to, for a file that was not looked at itself. */
    private OptionalLong linked(String key) throws IOException {
        Answer link = find(Kind.LINK, key);
        String target = link == null ? "" : text(whole(link, key));
        return target.matches("net:\\[[0-9]{1,18}\\]")
                ? OptionalLong.of(Long.parseLong(target.substring(5, target.length() - 1)))
                : OptionalLong.empty();
    }

    private long device() throws IOException {
        String own = head().proc() + "/self/ns/net";
        Answer facts = find(Kind.STAT, own);
        return facts == null ? 0 : FileFacts.parse(whole(facts, own)).dev();
    }

    @Override
    String descriptor(Path real) throws IOException {
        String parent = key(parent(real));
        String name = String.valueOf(real.getFileName());
        synchronized (this) {
            for (int i = current; i >= 0; i--) {
                Answers batches = looks.get(i).answers().get(TapeIndex.key(Kind.LINKS, parent));
                String target = batches == null ? null : target(batches, parent, name);
                if (target != null) {
                    return target;
                }
            }
        }
        return text(once(Kind.LINK, key(real), () -> new byte[0]));
    }

    /** Where in the file the last listing of a directory is. */
    private final Map<String, Long> listed = new HashMap<>();

    private @Nullable Answer opened;
    private Map<String, String> pairs = Map.of();

    /**
     * Asked for in the order of recording, a link is in the batch at hand or in the next one; and
     * behind the listing that told of it, for the same number may have been another file before.
     */
    private @Nullable String target(Answers batches, String parent, String name)
            throws IOException {
        long since = listed.getOrDefault(parent, -1L);
        int last = batches.all.size() - 1;
        while (batches.next < last && batches.all.get(batches.next).place(0) < since) {
            batches.next++;
        }
        for (int i = 0; i < batches.all.size(); i++) {
            int at = (batches.next + i) % batches.all.size();
            String target = links(batches.all.get(at), parent).get(name);
            if (target != null) {
                batches.next = at;
                return target;
            }
        }
        return null;
    }

    /** The links of the batch that was asked for last are kept: the next is mostly in it, too. */
    private Map<String, String> links(Answer batch, String parent) throws IOException {
        if (batch != opened) {
            List<String> row = Texts.parse(whole(batch, parent));
            var read = new HashMap<String, String>(row.size());
            for (int i = 0; i + 1 < row.size(); i += 2) {
                read.put(row.get(i), row.get(i + 1));
            }
            pairs = read;
            opened = batch;
        }
        return pairs;
    }

    @Override
    InputStream read(Path real) throws IOException {
        String key = key(real);
        Answer answer;
        synchronized (this) {
            answer = find(Kind.READ, key);
        }
        if (answer == null) {
            throw missing(Kind.READ, key);
        }
        return new PlayedStream(index, answer, file(key));
    }

    @Override
    Netlink netlink(String namespace, @Nullable Netlink live) {
        return new PlayedNetlink(this, index, namespace);
    }

    /** What answers a netlink message, and whether it holds more than was asked for. */
    record Found(Answer answer, boolean more) {}

    /** The answer to a netlink message, or to a recorded one that asked for more. */
    synchronized Found answer(String namespace, byte[] question) {
        String key = Messages.key(namespace, question);
        Answer answer = find(Kind.NETLINK, key);
        if (answer != null) {
            return new Found(answer, false);
        }
        String start = TapeIndex.key(Kind.NETLINK, namespace + " ");
        for (int i = current; i >= 0; i--) {
            for (Map.Entry<String, Answers> asked : looks.get(i).answers().entrySet()) {
                if (asked.getKey().startsWith(start)
                        && Narrowed.covers(
                                asked.getKey()
                                        .substring(start.length())
                                        .getBytes(StandardCharsets.ISO_8859_1),
                                question)) {
                    return new Found(asked.getValue().all.getFirst(), true);
                }
            }
        }
        throw new TapeFailure(String.valueOf(missing(Kind.NETLINK, key).getMessage()));
    }

    @Override
    <T extends @Nullable Object> T inside(String namespace, Path real, NetnsVisit.Work<T> work)
            throws IOException {
        byte[] _ = once(Kind.VISIT, namespace, () -> new byte[0]);
        try {
            return ScopedValue.where(INSIDE, namespace).call(work::run);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The names of the commands whose looks it holds, each once. */
    public List<String> recorded() {
        return new ArrayList<>(
                index.looks().stream().map(Look::command).collect(Collectors.toSet()));
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
