package dev.raingauge.monitor.history;

import dev.raingauge.monitor.analyse.HistoryReport;
import dev.raingauge.monitor.history.Vault.Shelf;
import dev.raingauge.sockdiag.model.Gap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen, from the last second to as far back as there is room. One thread adds to it, any
 * may ask. When its directory fails it goes on in memory and says so.
 */
public final class History implements AutoCloseable {
    /** Without a directory, so much is kept: the program has a budget of 128 MB. */
    static final long MOST_BYTES_IN_MEMORY = 16L << 20;

    private static final long LAST_LOOK = 1;

    /** How often a directory that failed is tried again. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final long TIDY_EVERY_PERIODS = 6;

    private final long mostBytes;
    private final Optional<Path> directory;
    private final List<Gap> troubles = new ArrayList<>();
    private Vault vault;
    private Keeper keeper;
    private boolean closed;

    /** Why the directory is not used, and when it failed or was tried last. */
    private Optional<Gap> inMemoryBecause = Optional.empty();

    private Instant tried;
    private Instant lastAdded;
    private boolean periodIsOver;

    private History(Vault vault, Optional<Path> directory, long mostBytes, Instant now) {
        this.vault = vault;
        this.directory = directory;
        this.tried = now;
        this.lastAdded = now;
        this.mostBytes = mostBytes;
        this.keeper = keeper(vault);
        began(now);
    }

    private Keeper keeper(Vault of) {
        return new Keeper(of, this::written);
    }

    /** Keeps everything in memory only. */
    public static History inMemory(Instant now) {
        return new History(Vault.inMemory(), Optional.empty(), 0, now);
    }

    /**
     * Opens a directory, and makes it where there is none. One that cannot be used is a trouble
     * that is told, and what follows is kept in memory until it can be.
     *
     * @param mostBytes what the files in it may take
     * @throws VaultException where a newer version wrote it
     */
    public static History open(Path directory, long mostBytes, Instant now) throws VaultException {
        try {
            VaultDoor.Opened opened = VaultDoor.open(directory, now);
            var history = new History(opened.vault(), Optional.of(directory), mostBytes, now);
            opened.setAside()
                    .ifPresent(aside ->
                            history.troubles.add(
                                    new Gap(
                                            "history before " + now,
                                            "its file was damaged and was set aside as " + aside,
                                            "")));
            return history;
        } catch (VaultException e) {
            if (e.newer()) {
                throw e;
            }
            var history = new History(Vault.inMemory(), Optional.of(directory), mostBytes, now);
            history.inMemoryBecause = Optional.of(inMemoryOnly(String.valueOf(e.getMessage())));
            return history;
        }
    }

    private static Gap inMemoryOnly(String why) {
        return new Gap(
                "history",
                why
                        + "; what is seen from then on is kept in memory until it can be, and is"
                        + " lost if the program ends before",
                "make room, or name another directory with --data=DIR and start again; the"
                        + " directory is tried again every minute");
    }

    private void began(Instant now) {
        Optional<Instant> last = lastLook(vault);
        keeper.diary().endWhatLasted(last.orElse(now));
        last.ifPresent(before ->
                keeper.diary()
                        .add(
                                new Mark(
                                        now,
                                        Mark.Kind.RESTART,
                                        Mark.EVERYTHING,
                                        "serve was started; nothing was looked at for "
                                                + words(Duration.between(before, now)),
                                        List.of())));
    }

    private static String words(Duration gap) {
        long seconds = Math.max(0, gap.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    private static Optional<Instant> lastLook(Vault in) {
        try {
            Optional<byte[]> body = in.read(Shelf.META, LAST_LOOK);
            return body.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(new Unpacker(body.get(), 0).number()));
        } catch (CorruptBlockException e) {
            return Optional.empty();
        }
    }

    /** Whether it is kept on disk. */
    public synchronized boolean isPersistent() {
        return vault.isPersistent();
    }

    /** What of it is missing, and why. */
    public synchronized List<Gap> gaps() {
        List<Gap> all = new ArrayList<>(troubles);
        inMemoryBecause.ifPresent(all::add);
        if (vault.damaged() > 0) {
            all.add(
                    new Gap(
                            "parts of the history",
                            vault.damaged() + " damaged blocks were met and left out",
                            ""));
        }
        return all;
    }

    /**
     * Adds what one look saw.
     *
     * @param everything whether a topic that is not among them is no longer there
     */
    public synchronized void add(Instant time, List<Reading> readings, boolean everything) {
        if (closed) {
            return;
        }
        lastAdded = time;
        periodIsOver = false;
        guarded(() -> keeper.add(time, readings, everything));
        // Everything but these readings is written now, and can be taken along.
        if (periodIsOver && inMemoryBecause.isPresent() && time.isAfter(tried.plus(RETRY))) {
            tried = time;
            if (cameBack()) {
                guarded(() -> keeper.add(time, readings, everything));
            }
        }
    }

    /** Opens the directory again, and brings along what was kept in memory meanwhile. */
    private boolean cameBack() {
        Vault disk;
        try {
            disk = VaultDoor.again(directory.orElseThrow());
        } catch (VaultException stillUnusable) {
            return false;
        }
        try {
            Keeper next = keeper(disk);
            next.takeFrom(keeper, lastLook(disk).orElse(Instant.EPOCH));
            disk.commit();
            vault.close();
            vault = disk;
            keeper = next;
            inMemoryBecause = Optional.empty();
            System.getLogger("raingauge")
                    .log(
                            System.Logger.Level.WARNING,
                            "the history is kept in "
                                    + directory.orElseThrow()
                                    + " again, with what was seen meanwhile");
            return true;
        } catch (RuntimeException failedAgain) {
            abandon(disk);
            return false;
        }
    }

    /** Adds a finding as it is now. */
    public synchronized void add(KeptFinding finding) {
        if (!closed) {
            guarded(() -> keeper.diary().note(finding));
        }
    }

    /** A store that fails is left, and what follows is kept in memory. */
    private void guarded(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException e) {
            if (!vault.isPersistent()) {
                throw e;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            inMemoryBecause =
                    Optional.of(inMemoryOnly("it could not be written: " + cause.getMessage()));
            tried = lastAdded;
            abandon(vault);
            vault = Vault.inMemory();
            keeper = keeper(vault);
            System.getLogger("raingauge")
                    .log(System.Logger.Level.WARNING, inMemoryBecause.get().toString());
        }
    }

    private static void abandon(Vault failed) {
        try {
            failed.abandon();
        } catch (RuntimeException alreadyClosed) {
            // It closes itself when it fails.
        }
    }

    /** A period of seconds is over: what was seen in it is written, and there is time to tidy. */
    private void written(Vault into, Keeper by, long period) {
        periodIsOver = true;
        long room = into.isPersistent() ? mostBytes : MOST_BYTES_IN_MEMORY;
        var look = new Packer();
        look.number(Tier.SECONDS.start(period + 1) * 1_000);
        into.write(Shelf.META, LAST_LOOK, look.bytes());
        into.commit();
        if (period % TIDY_EVERY_PERIODS == 0) {
            by.tidy(Tier.SECONDS.start(period + 1));
            into.commit();
            by.keepWithin(room);
        }
        by.compact(room);
    }

    /** Whether anything was ever seen of this topic. */
    public synchronized boolean knows(Topic topic) {
        return keeper.book().of(topic).isPresent();
    }

    /** Whether anything was ever seen of a namespace of this name. */
    public synchronized boolean knowsNamespace(String name) {
        return keeper.book().all().stream()
                .anyMatch(entry -> entry.topic().namespace().equals(name));
    }

    /** What was seen of a topic over some time, in at most so many steps. */
    public synchronized HistoryReport report(
            Topic topic, Instant from, Instant to, int points, Instant now) {
        return new Inquest(keeper, now).report(topic, from, to, points, gaps());
    }

    /** What was known at a moment of every topic of these kinds. */
    public synchronized List<Moment> at(Instant time, Instant now, Topic.Kind kind) {
        return new Inquest(keeper, now).at(time, kind);
    }

    /** The findings that lasted at some moment of this time, the one that began first first. */
    public synchronized List<KeptFinding> findings(Instant from, Instant to) {
        return keeper.diary().findings(from, to);
    }

    /** How many blocks there are of each tier, for those who look after it. */
    synchronized Map<Tier, Long> blocks() {
        return Map.of(
                Tier.SECONDS, vault.count(Shelf.SECONDS),
                Tier.TENS, vault.count(Shelf.TENS),
                Tier.MINUTES, vault.count(Shelf.MINUTES));
    }

    /** What it takes, on disk or in memory. */
    public synchronized long bytes() {
        return vault.bytes();
    }

    /** Writes what is not yet written. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                keeper.end();
                vault.close();
            } catch (RuntimeException e) {
                System.getLogger("raingauge")
                        .log(
                                System.Logger.Level.WARNING,
                                "the history was not written to its end",
                                e);
            }
        }
    }
}
