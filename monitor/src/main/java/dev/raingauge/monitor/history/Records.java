package dev.raingauge.monitor.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The bytes of the small records: topics, marks, findings. */
final class Records {
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_OWNERS = 1_000;

    /** Writes a record. */
    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads one. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private Records() {}

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) throws CorruptBlockException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reading.from(in);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new CorruptBlockException(String.valueOf(e.getMessage()));
        }
    }

    static byte[] of(TopicEntry entry) {
        return written(out -> {
            text(out, entry.topic().kind().name());
            text(out, entry.topic().namespace());
            text(out, entry.topic().protocol());
            text(out, entry.topic().address());
            out.writeLong(entry.namespaceId());
            owners(out, entry.owners());
            out.writeLong(entry.lastSeen());
            out.writeBoolean(entry.there());
        });
    }

    static TopicEntry topic(int id, byte[] bytes) throws CorruptBlockException {
        return read(
                bytes,
                in ->
                        new TopicEntry(
                                id,
                                new Topic(
                                        Topic.Kind.valueOf(text(in)), text(in), text(in), text(in)),
                                in.readLong(),
                                owners(in),
                                in.readLong(),
                                in.readBoolean()));
    }

    static byte[] of(Mark mark) {
        return written(out -> {
            out.writeLong(mark.time().toEpochMilli());
            text(out, mark.kind().name());
            out.writeInt(mark.topic());
            text(out, mark.text());
            owners(out, mark.ownersBefore());
        });
    }

    static Mark mark(byte[] bytes) throws CorruptBlockException {
        return read(
                bytes,
                in ->
                        new Mark(
                                Instant.ofEpochMilli(in.readLong()),
                                Mark.Kind.valueOf(text(in)),
                                in.readInt(),
                                text(in),
                                owners(in)));
    }

    static byte[] of(KeptFinding finding) {
        return written(out -> {
            text(out, finding.rule());
            text(out, finding.severity());
            text(out, finding.namespace());
            out.writeLong(finding.namespaceId());
            out.writeBoolean(finding.address().isPresent());
            text(out, finding.address().orElse(""));
            out.writeLong(finding.begin().toEpochMilli());
            out.writeLong(finding.end().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
            text(out, finding.summary());
            var json = new ByteArrayOutputStream();
            try (var deflater = new DeflaterOutputStream(json)) {
                deflater.write(finding.json().getBytes(StandardCharsets.UTF_8));
            }
            out.writeInt(json.size());
            json.writeTo(out);
        });
    }

    static KeptFinding finding(byte[] bytes) throws CorruptBlockException {
        return read(
                bytes,
                in -> {
                    String rule = text(in);
                    String severity = text(in);
                    String namespace = text(in);
                    long namespaceId = in.readLong();
                    boolean addressed = in.readBoolean();
                    String address = text(in);
                    Instant begin = Instant.ofEpochMilli(in.readLong());
                    long end = in.readLong();
                    String summary = text(in);
                    byte[] json = in.readNBytes(in.readInt());
                    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(json))) {
                        return new KeptFinding(
                                rule,
                                severity,
                                namespace,
                                namespaceId,
                                addressed ? Optional.of(address) : Optional.empty(),
                                begin,
                                end == Long.MIN_VALUE
                                        ? Optional.empty()
                                        : Optional.of(Instant.ofEpochMilli(end)),
                                summary,
                                new String(
                                        inflater.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8));
                    }
                });
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void owners(DataOutputStream out, List<Owner> owners) throws IOException {
        List<Owner> some = owners.subList(0, Math.min(owners.size(), MOST_OWNERS));
        out.writeInt(some.size());
        for (Owner owner : some) {
            out.writeInt(owner.pid());
            text(out, owner.name());
        }
    }

    private static List<Owner> owners(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_OWNERS) {
            throw new IOException(count + " owners");
        }
        List<Owner> owners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            owners.add(new Owner(in.readInt(), text(in)));
        }
        return owners;
    }
}
