package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree of directories stands for the cgroups: their inodes are real ones. */
class CgroupsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path root;
    private final AtomicLong clock = new AtomicLong();

    @BeforeEach
    void aMountPoint() throws IOException {
        Files.createFile(root.resolve("cgroup.procs"));
    }

    @Test
    void everyDirectoryByItsInode() throws IOException {
        Path demo = Files.createDirectories(root.resolve("system.slice/demo.service"));
        Files.createDirectories(root.resolve("user.slice"));
        Files.createSymbolicLink(root.resolve("loop"), root);
        var cgroups = new Cgroups(root, clock::get);
        assertThat(cgroups.path(inode(root))).contains("/");
        assertThat(cgroups.path(inode(demo))).contains("/system.slice/demo.service");
        assertThat(cgroups.path(inode(root.resolve("user.slice")))).contains("/user.slice");
        assertThat(cgroups.path(inode(root.resolve("cgroup.procs")))).isEmpty();
        assertThat(cgroups.path(0)).isEmpty();
        assertThat(cgroups.path(-1)).isEmpty();
    }

    @Test
    void aNewDirectoryIsFoundAfterAPause() throws IOException {
        var cgroups = new Cgroups(root, clock::get);
        assertThat(cgroups.path(inode(root))).contains("/");
        Path late = Files.createDirectory(root.resolve("late"));
        clock.addAndGet(SECOND - 1);
        assertThat(cgroups.path(inode(late))).isEmpty();
        clock.addAndGet(1);
        assertThat(cgroups.path(inode(late))).contains("/late");
        assertThat(cgroups.path(inode(root))).contains("/");
    }

    /** The directories of version 1 have inodes of their own, which may be the same numbers. */
    @Test
    void versionTwoBesideVersionOne() throws IOException {
        Files.delete(root.resolve("cgroup.procs"));
        Path first = Files.createDirectories(root.resolve("memory/demo"));
        Path second = Files.createDirectories(root.resolve("unified/demo"));
        Files.createFile(root.resolve("unified/cgroup.procs"));
        var cgroups = new Cgroups(root);
        assertThat(cgroups.path(inode(second))).contains("/demo");
        assertThat(cgroups.path(inode(root.resolve("unified")))).contains("/");
        assertThat(cgroups.path(inode(first))).isEmpty();
        assertThat(cgroups.path(inode(root))).isEmpty();
    }

    @Test
    void nothingIsMountedThere() {
        assertThat(new Cgroups(root.resolve("none")).path(1)).isEmpty();
    }

    @Test
    void theCgroupOfAProcess() throws IOException {
        Files.createDirectories(root.resolve("7"));
        Files.writeString(root.resolve("7/cgroup"), "1:name=systemd:/x\n0::/system.slice/y\n");
        assertThat(Cgroups.ofProcess(root, 7)).contains("/system.slice/y");
        assertThat(Cgroups.ofProcess(root, 8)).isEmpty();
    }

    private static long inode(Path path) throws IOException {
        return (long) Files.getAttribute(path, "unix:ino");
    }
}
