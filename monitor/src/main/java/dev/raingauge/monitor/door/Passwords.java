package dev.raingauge.monitor.door;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compares passwords with bcrypt hashes, one at a time, since each costs a processor some 70 ms.
 * One that was right is remembered, as a digest with a salt of this process, so that the next
 * scrape costs nothing. Every other answer is the work of the dearest hash, whether the user exists
 * or not: the time tells nobody who does.
 */
final class Passwords {
    private static final long MOST_WAIT_SECONDS = 10;
    private static final int MOST_REMEMBERED = 1_000;
    private static final int LONGEST = 1_000;

    /** Those of a password that bcrypt takes in; this library refuses longer ones. */
    private static final int COUNTED_BYTES = 72;

    private final byte[] salt = new byte[32];
    private final Set<String> right = ConcurrentHashMap.newKeySet();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final Semaphore comparing = new Semaphore(1, true);

    private final Comparison comparison;

    Passwords() {
        this(Passwords::matches);
    }

    Passwords(Comparison comparison) {
        this.comparison = comparison;
        new SecureRandom().nextBytes(salt);
    }

    /** Compares a password with a hash, at the cost that stands in the hash. */
    @FunctionalInterface
    interface Comparison {
        boolean matches(String password, String hash);
    }

    /** What came of a comparison. */
    enum Result {
        RIGHT,
        WRONG,
        TOO_BUSY
    }

    /** A name and a password, as a client sends them. */
    record Given(String user, String password) {
        /** Of an Authorization header; empty if it is not one of Basic. */
        static Optional<Given> of(String header) {
            if (header.length() > LONGEST || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
                return Optional.empty();
            }
            try {
                byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
                String both = new String(decoded, StandardCharsets.UTF_8);
                int colon = both.indexOf(':');
                return colon < 0
                        ? Optional.empty()
                        : Optional.of(
                                new Given(both.substring(0, colon), both.substring(colon + 1)));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
    }

    /**
     * Whether the password is that user's.
     *
     * @param hashes of all users, at least one
     */
    Result check(Given given, Map<String, String> hashes) throws InterruptedException {
        String hash = hashes.get(given.user());
        String key = key(given, hash == null ? "" : hash);
        Optional<Result> known = known(key);
        if (known.isPresent()) {
            return known.get();
        }
        if (!comparing.tryAcquire(MOST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            return Result.TOO_BUSY;
        }
        try {
            known = known(key);
            if (known.isPresent()) { // a hundred scrapes at once: the first one did the work
                return known.get();
            }
            boolean admitted = compare(given.password(), hash, dearest(hashes));
            remember(admitted ? right : wrong, key);
            return admitted ? Result.RIGHT : Result.WRONG;
        } finally {
            comparing.release();
        }
    }

    /**
     * Each step of the cost doubles the work: a cheap hash and all the costs from its own up to the
     * dearest are as much as the dearest.
     */
    private boolean compare(String password, @Nullable String hash, String dearest) {
        if (hash == null) {
            boolean _ = comparison.matches(password, dearest);
            return false;
        }
        if (comparison.matches(password, hash)) {
            return true;
        }
        for (int cost = cost(hash); cost < cost(dearest); cost++) {
            String other = hash.substring(0, 4) + "%02d".formatted(cost) + hash.substring(6);
            boolean _ = comparison.matches(password, other);
        }
        return false;
    }

    private Optional<Result> known(String key) {
        if (right.contains(key)) {
            return Optional.of(Result.RIGHT);
        }
        return wrong.contains(key) ? Optional.of(Result.WRONG) : Optional.empty();
    }

    /** Two sets, so that no flood of wrong ones makes us forget a right one. */
    private static void remember(Set<String> in, String key) {
        if (in.size() >= MOST_REMEMBERED) {
            in.clear();
        }
        in.add(key);
    }

    /** The real comparison. */
    static boolean matches(String password, String hash) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return BCrypt.verifyer()
                .verify(
                        Arrays.copyOf(bytes, Math.min(bytes.length, COUNTED_BYTES)),
                        hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }

    /** The hash that takes longest. */
    private static String dearest(Map<String, String> hashes) {
        return hashes.values().stream().max(Comparator.comparingInt(Passwords::cost)).orElseThrow();
    }

    /** It stands behind the version. */
    private static int cost(String hash) {
        return Integer.parseInt(hash.substring(4, 6));
    }

    private String key(Given given, String hash) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            digest.update(hash.getBytes(StandardCharsets.UTF_8)); // of a fixed length, or none
            digest.update((given.user() + ":" + given.password()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
