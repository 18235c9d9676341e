package dev.raingauge.monitor.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** Opens the file of a directory, and says plainly why it cannot. */
final class VaultDoor {
    static final String FILE = "history.mv";
    private static final int CACHE_MEGABYTES = 4;

    /**
     * What was opened.
     *
     * @param setAside where the old file went, if it was too damaged to be opened
     */
    record Opened(Vault vault, Optional<Path> setAside) {}

    private VaultDoor() {}

    /** Opens it, and makes it where there is none; a damaged file is set aside. */
    static Opened open(Path directory, Instant now) throws VaultException {
        Path file = check(directory);
        try {
            return new Opened(vault(directory, file), Optional.empty());
        } catch (MVStoreException e) {
            switch (e.getErrorCode()) {
                case DataUtils.ERROR_FILE_LOCKED ->
                        throw unusable(directory, "another raingauge serve writes to it");
                case DataUtils.ERROR_UNSUPPORTED_FORMAT -> throw newer(directory);
                case DataUtils.ERROR_WRITING_FAILED -> throw unusable(directory, said(e));
                default -> {}
            }
        } catch (RuntimeException broken) {
            // The library's own structures are damaged: the file is set aside below.
        }
        try {
            return afresh(directory, file, now);
        } catch (IOException | RuntimeException e) {
            throw unusable(directory, said(e));
        }
    }

    /** Opens it as it is, or not at all. */
    static Vault again(Path directory) throws VaultException {
        Path file = check(directory);
        try {
            return vault(directory, file);
        } catch (RuntimeException e) {
            throw unusable(directory, said(e));
        }
    }

    private static Path check(Path directory) throws VaultException {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw unusable(directory, e.toString());
        }
        if (!Files.isWritable(directory) || (Files.exists(file) && !Files.isWritable(file))) {
            throw unusable(directory, "it cannot be written to");
        }
        return file;
    }

    private static Opened afresh(Path directory, Path file, Instant now)
            throws IOException, VaultException {
        Path aside = file.resolveSibling(FILE + ".damaged-" + now.getEpochSecond());
        Files.move(file, aside);
        return new Opened(vault(directory, file), Optional.of(aside));
    }

    private static Vault vault(Path directory, Path file) throws VaultException {
        MVStore store =
                new MVStore.Builder()
                        .fileName(file.toString())
                        .autoCommitDisabled()
                        .cacheSize(CACHE_MEGABYTES)
                        .compress()
                        .open();
        boolean handedOver = false;
        try {
            if (store.getStoreVersion() > Vault.FORMAT) {
                throw newer(directory);
            }
            if (store.isReadOnly()) {
                throw unusable(directory, "it cannot be written to");
            }
            store.setStoreVersion(Vault.FORMAT);
            var vault = new Vault(store);
            vault.commit();
            handedOver = true;
            return vault;
        } finally {
            if (!handedOver) {
                store.closeImmediately();
            }
        }
    }

    private static VaultException unusable(Path directory, String why) {
        return new VaultException("the history in " + directory + " cannot be used: " + why, false);
    }

    private static VaultException newer(Path directory) {
        return new VaultException(
                "the history in "
                        + directory
                        + " was written by a newer version of raingauge: use that version, or"
                        + " another directory with --data=DIR",
                true);
    }

    private static String said(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
