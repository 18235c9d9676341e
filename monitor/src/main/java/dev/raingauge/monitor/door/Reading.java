package dev.raingauge.monitor.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the configuration and the files that it names held when they were read. Compared by content,
 * so that a copy that keeps the old time stamp, or a swapped symbolic link, is seen too.
 */
final class Reading {
    private static final int MOST_BYTES = 1 << 20;

    private final Map<Path, String> digests = new LinkedHashMap<>();

    /**
     * The text of a file.
     *
     * @throws IOException if it cannot be read; the message is the reason, without the path
     */
    String text(Path file) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("is not a file");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
            if (bytes.length > MOST_BYTES) {
                throw new IOException("is larger than 1 MB");
            }
            digests.put(file, digest(bytes));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            String why = reason(e);
            digests.put(file, why);
            throw new IOException(why, e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "does not exist";
            case java.nio.file.AccessDeniedException _ -> "may not be read by this user";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** The same files as they are now. */
    Reading again() {
        var now = new Reading();
        for (Path file : digests.keySet()) {
            try {
                String _ = now.text(file);
            } catch (IOException e) {
                // That, too, is how it is now.
            }
        }
        return now;
    }

    boolean sameAs(Reading other) {
        return digests.equals(other.digests);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
