package dev.raingauge.monitor.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A copy of this source tree without what was built, so that a test may do with it what it likes.
 */
record SourceTree(Path root) {
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "test", "docs");

    static SourceTree copyTo(Path root) throws IOException {
        Path original = Path.of(System.getProperty("raingauge.root", "..")).toRealPath();
        Files.walkFileTree(
                original,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes about)
                            throws IOException {
                        if (LEFT_OUT.contains(String.valueOf(from.getFileName()))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(root.resolve(original.relativize(from)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path from, BasicFileAttributes about)
                            throws IOException {
                        Files.copy(
                                from,
                                root.resolve(original.relativize(from)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new SourceTree(root);
    }

    Path launcher() {
        return root.resolve("raingauge");
    }

    /** The program that the launcher made, wherever the link points now. */
    Path image() throws IOException {
        return root.resolve("target/image").toRealPath();
    }

    Path source(String name) {
        return root.resolve("monitor/src/main/java/dev/raingauge/monitor/cli").resolve(name);
    }

    void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new AssertionError(file + " does not contain " + from);
        }
        Files.writeString(file, text.replace(from, to));
    }
}
