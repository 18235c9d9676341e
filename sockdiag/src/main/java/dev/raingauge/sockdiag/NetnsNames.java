package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.model.Gap;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that ip-netns(8) gives: files in /run/netns on which a namespace is mounted, so that a
 * file's inode is the namespace's.
 *
 * @param named by name; one namespace may have several
 * @param gaps files that are left over
 */
record NetnsNames(List<Named> named, List<Gap> gaps) {
    /** A file that stands for a namespace. */
    record Named(String name, Path file, long id) {}

    /** Of how many files the names are taken. */
    private static final int MOST = 10_000;

    /**
     * @param namespaces device number of the file system that namespaces are files of; any other
     *     file in the directory is left over from a namespace that is no longer mounted there
     */
    static NetnsNames in(Path directory, long namespaces) throws IOException {
        var named = new ArrayList<Named>();
        var gaps = new ArrayList<Gap>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (named.size() == MOST) {
                    gaps.add(new Gap("namespaces", "more than " + MOST + " in " + directory, ""));
                    break;
                }
                String name = String.valueOf(file.getFileName());
                Optional<NsFile> about = NsFile.of(file);
                if (about.isEmpty()) {
                    continue; // deleted meanwhile
                }
                if (about.get().device() == namespaces) {
                    named.add(new Named(name, file, about.get().inode()));
                } else {
                    gaps.add(
                            new Gap(
                                    "namespace " + name,
                                    file + " is left over, no namespace is mounted on it",
                                    "ip netns delete " + name));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            // nobody has named one
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        named.sort(Comparator.comparing(Named::name));
        return new NetnsNames(named, gaps);
    }

    /** Device and inode of a file, its link followed: what tells a namespace from another. */
    record NsFile(long device, long inode) {
        /** Empty where there is no such file. */
        static Optional<NsFile> of(Path file) throws IOException {
            try {
                Map<String, Object> about = Files.readAttributes(file, "unix:dev,ino");
                return about.get("dev") instanceof Long device
                                && about.get("ino") instanceof Long inode
                        ? Optional.of(new NsFile(device, inode))
                        : Optional.empty();
            } catch (NoSuchFileException | NotDirectoryException _) {
                return Optional.empty();
            }
        }
    }
}
