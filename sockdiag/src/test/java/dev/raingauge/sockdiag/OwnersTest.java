package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.ProcessRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Owners in a folder of recorded links, with a clock that stands still until it is moved. */
class OwnersTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path proc;
    private final AtomicLong clock = new AtomicLong(-5 * SECOND);
    private Owners owners = new Owners(Path.of("/nowhere"));

    @BeforeEach
    void twoProcessesShareAListener() throws IOException {
        owners = new Owners(proc, clock::get);
        hold(20, "worker", 3, "socket:[100]");
        hold(20, "worker", 7, "socket:[200]");
        hold(20, "worker", 8, "anon_inode:[eventpoll]");
        hold(3, "master", 11, "socket:[100]");
        hold(3, "master", 0, "pipe:[100]");
    }

    @Test
    void everyHolderByPid() {
        assertThat(owners.of(List.of(100L, 200L, 300L, 0L)).byInode())
                .isEqualTo(
                        Map.of(
                                100L,
                                List.of(
                                        new ProcessRef(3, "master", 11),
                                        new ProcessRef(20, "worker", 3)),
                                200L,
                                List.of(new ProcessRef(20, "worker", 7))));
    }

    /** In whatever order the directory comes, some of them are beyond the first ones. */
    @Test
    void everyOneOfManyDescriptorsIsFound() throws IOException {
        List<Long> inodes = holdMany();
        assertThat(owners.of(inodes).byInode()).hasSize(600);
        clock.addAndGet(61 * SECOND);
        assertThat(owners.of(inodes).byInode()).hasSize(600);
    }

    /** A socket of the kernel has no owner: that must not cost all descriptors each minute. */
    @Test
    void allDescriptorsAreGoneThroughForTheSameInodeAfterTenMinutesOnly() throws IOException {
        List<Long> inodes = LongStream.range(1000, 1600).boxed().toList();
        assertThat(owners.of(inodes).byInode()).isEmpty();
        holdMany();
        clock.addAndGet(60 * SECOND);
        assertThat(owners.of(inodes).byInode()).hasSize(128);
        clock.addAndGet(540 * SECOND);
        assertThat(owners.of(inodes).byInode()).hasSize(600);
    }

    @Test
    void aNameOfAnyBytesIsKept() throws IOException {
        Files.write(
                proc.resolve("20/comm"), "a\n\u001b\u00ff\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(owners.of(List.of(200L)).byInode().get(200L))
                .containsExactly(new ProcessRef(20, "a\n\u001b\\xff", 7));
    }

    /** Nobody's socket must not cost a pass over all processes ten times a second. */
    @Test
    void anUnownedInodeIsLookedForAgainOnlyAfterAWhile() throws IOException {
        assertThat(owners.of(List.of(300L)).byInode()).isEmpty();
        hold(20, "worker", 9, "socket:[300]");
        clock.addAndGet(29 * SECOND);
        assertThat(owners.of(List.of(300L)).byInode()).isEmpty();
        clock.addAndGet(SECOND);
        assertThat(owners.of(List.of(300L)).byInode()).containsOnlyKeys(300L);
    }

    /** A command that looks at many namespaces asks once for each of them, and wants an answer. */
    @Test
    void severalQuestionsInARowAreAnswered() throws IOException {
        for (long inode = 400; inode < 410; inode++) {
            hold(20, "worker", (int) inode, "socket:[" + inode + "]");
            assertThat(owners.of(List.of(inode)).byInode()).containsOnlyKeys(inode);
        }
    }

    /** More than is kept from one question to the next. */
    @Test
    void manyInodesAreAllAnsweredAtOnce() {
        List<Long> many = LongStream.rangeClosed(1, 150_000).boxed().toList();
        Owners.Found found = owners.of(many);
        assertThat(found.byInode()).containsOnlyKeys(100L, 200L);
        assertThat(found.gaps()).isEmpty();
    }

    @Test
    void aNewInodeWaitsForItsTurnAndTheGapSaysSo() {
        assertThat(owners.of(List.of(100L)).gaps()).isEmpty();
        spendTheCredit();
        clock.addAndGet(SECOND - 100);
        Owners.Found early = owners.of(List.of(100L, 200L));
        assertThat(early.byInode()).containsOnlyKeys(100L);
        assertThat(early.gaps())
                .singleElement()
                .asString()
                .startsWith("owners of 1 socket: not looked up yet");
        clock.addAndGet(200);
        Owners.Found later = owners.of(List.of(100L, 200L));
        assertThat(later.byInode()).containsOnlyKeys(100L, 200L);
        assertThat(later.gaps()).isEmpty();
    }

    @Test
    void aHolderThatWentIsForgottenAtOnceAndItsHeirFoundSoon() throws IOException {
        assertThat(owners.of(List.of(100L)).byInode().get(100L)).hasSize(2);
        spendTheCredit();
        Files.delete(proc.resolve("20/fd/3"));
        hold(21, "worker", 3, "socket:[100]");
        assertThat(owners.of(List.of(100L)).byInode().get(100L))
                .containsExactly(new ProcessRef(3, "master", 11));
        clock.addAndGet(SECOND);
        assertThat(owners.of(List.of(100L)).byInode().get(100L))
                .containsExactly(new ProcessRef(3, "master", 11), new ProcessRef(21, "worker", 3));
    }

    @Test
    void aDescriptorThatIsAnotherSocketNowIsNoHolder() throws IOException {
        assertThat(owners.of(List.of(200L)).byInode()).containsOnlyKeys(200L);
        hold(20, "worker", 7, "socket:[201]");
        assertThat(owners.of(List.of(200L)).byInode()).isEmpty();
    }

    /** A worker that was forked since holds the socket too. */
    @Test
    void holdersAreLookedForAnewAfterAMinute() throws IOException {
        assertThat(owners.of(List.of(200L)).byInode().get(200L)).hasSize(1);
        hold(22, "worker", 7, "socket:[200]");
        clock.addAndGet(59 * SECOND);
        assertThat(owners.of(List.of(200L)).byInode().get(200L)).hasSize(1);
        clock.addAndGet(SECOND);
        assertThat(owners.of(List.of(200L)).byInode().get(200L)).hasSize(2);
    }

    @Test
    void aFolderThatIsNotThereIsAGap() {
        Owners.Found found = new Owners(proc.resolve("none")).of(List.of(100L));
        assertThat(found.byInode()).isEmpty();
        assertThat(found.gaps()).singleElement().asString().contains("cannot list");
    }

    private List<Long> holdMany() throws IOException {
        List<Long> inodes = new ArrayList<>();
        for (int fd = 0; fd < 600; fd++) {
            hold(40, "busy", fd, "socket:[" + (1000 + fd) + "]");
            inodes.add(1000L + fd);
        }
        return inodes;
    }

    private void spendTheCredit() {
        for (long inode = 1000; inode < 1020; inode++) {
            assertThat(owners.of(List.of(inode)).byInode()).isEmpty();
        }
        clock.addAndGet(40);
        assertThat(owners.of(List.of(1020L)).byInode()).isEmpty();
    }

    private void hold(int pid, String comm, int fd, String target) throws IOException {
        Path process = proc.resolve(Integer.toString(pid));
        Files.createDirectories(process.resolve("fd"));
        Files.writeString(process.resolve("comm"), comm + "\n");
        Path link = process.resolve("fd").resolve(Integer.toString(fd));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }
}
