package dev.raingauge.sockdiag.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.raingauge.sockdiag.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetnsVisitIT {
    private static final Path HERE = Path.of("/proc/thread-self/ns/net");

    @Test
    void theWorkIsDoneInside() throws IOException {
        try (var namespace = new TestNamespace()) {
            assertThat(NetnsVisit.in(namespace.file(), NetnsVisitIT::inode))
                    .isEqualTo(Files.getAttribute(namespace.file(), "unix:ino"))
                    .isNotEqualTo(inode());
        }
    }

    @Test
    void theVisitorLeavesNobodyBehind() throws IOException {
        Object before = inode();
        try (var namespace = new TestNamespace()) {
            Thread visitor = NetnsVisit.in(namespace.file(), Thread::currentThread);
            assertThat(visitor.isAlive()).isFalse();
            assertThat(visitor.isVirtual()).isFalse();
            assertThat(inode()).isEqualTo(before);
        }
    }

    @Test
    void aHandleOutlivesTheName() throws IOException {
        try (var namespace = new TestNamespace()) {
            Object inode = Files.getAttribute(namespace.file(), "unix:ino");
            NetnsHandle closed;
            try (var handle = NetnsHandle.open(namespace.file())) {
                namespace.unname();
                assertThat(handle.visit(NetnsVisitIT::inode)).isEqualTo(inode);
                closed = handle;
            }
            assertThatIllegalStateException().isThrownBy(() -> closed.visit(NetnsVisitIT::inode));
        }
    }

    @Test
    void errorsOfTheWorkComeBack() throws IOException {
        try (var namespace = new TestNamespace()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            NetnsVisit.in(
                                    namespace.file(),
                                    () -> {
                                        throw new IOException("inside");
                                    }))
                    .withMessage("inside");
        }
    }

    @Test
    void whatIsNoNamespaceIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("plain"));
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> NetnsVisit.in(file, () -> 1))
                .withMessage(
                        "setns %s: EINVAL, invalid argument; this file is no network namespace",
                        file)
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL));
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> NetnsVisit.in(folder.resolve("gone"), () -> 1))
                .withMessage(
                        "open %s: ENOENT, does not exist; the namespace or its process has gone",
                        folder.resolve("gone"));
    }

    @Test
    void theMissingCapabilityIsNamed() throws IOException {
        try (var namespace = new TestNamespace()) {
            var ran = TestNamespace.withoutCapabilities(Visitor.class, namespace.file().toString());
            assertThat(ran.output().strip())
                    .isEqualTo(
                            "setns %s: EPERM, not permitted; entering a network namespace needs"
                                    + " CAP_SYS_ADMIN",
                            namespace.file());
        }
    }

    @Test
    void noDescriptorStaysOpen() throws IOException {
        try (var namespace = new TestNamespace()) {
            NetnsVisit.in(namespace.file(), () -> 1);
            Set<Path> before = descriptors();
            for (int i = 0; i < 3; i++) {
                NetnsVisit.in(namespace.file(), () -> 1);
            }
            assertThat(descriptors()).hasSameSizeAs(before);
        }
    }

    private static Set<Path> descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.collect(Collectors.toSet());
        }
    }

    private static Object inode() throws IOException {
        return Files.getAttribute(HERE, "unix:ino");
    }

    /** Tries to enter a namespace and says what came of it. */
    static final class Visitor {
        private Visitor() {}

        public static void main(String... arguments) throws IOException {
            try {
                System.out.println(NetnsVisit.in(Path.of(arguments[0]), () -> "entered"));
            } catch (SyscallException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
