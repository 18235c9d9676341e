package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.Transport;
import dev.raingauge.sockdiag.sys.Errno;
import dev.raingauge.sockdiag.sys.Sandbox;
import dev.raingauge.sockdiag.wire.Requests;
import dev.raingauge.sockdiag.wire.TcpRecordReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where the kernel does not let us look, or does not answer. */
class AccessIT {
    @Test
    void theOwnNamespaceNeedsNoCapability() throws IOException {
        var ran = TestNamespace.withoutCapabilities(Look.class, "own");
        assertThat(ran.output().strip()).isEqualTo("consistent true, gaps []");
    }

    @Test
    void anotherNamespaceNeedsOne() throws IOException {
        try (var namespace = new TestNamespace()) {
            String file = namespace.file().toString();
            var ran = TestNamespace.withoutCapabilities(Look.class, file);
            assertThat(ran.output().strip())
                    .isEqualTo(
                            "errno 1: cannot look into the namespace: setns "
                                    + file
                                    + ": EPERM, not permitted; entering a network namespace needs"
                                    + " CAP_SYS_ADMIN");
        }
    }

    @ParameterizedTest(name = "errno {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    93 | EPROTONOSUPPORT, unknown to this kernel; this kernel has no sock_diag
                     1 | EPERM, not permitted; a sandbox (seccomp, SELinux) forbids it
                    """)
    void withoutNetlinkProcIsRecommended(int errno, String why) throws IOException {
        assumeTrue(Sandbox.available(), "the number of socket(2) is not known here");
        var ran = TestNamespace.withoutCapabilities(Look.class, "sandbox", "" + errno);
        assertThat(ran.output().strip())
                .isEqualTo(
                        "errno %d: cannot look into the namespace: socket NETLINK_SOCK_DIAG: %s,"
                                + " read /proc instead",
                        errno, why);
    }

    /** Looks at its own namespace, or at another one, or from within a sandbox. */
    static final class Look {
        private Look() {}

        public static void main(String... arguments) throws IOException {
            if (arguments[0].equals("sandbox")) {
                Sandbox.refuseNetlink(Integer.parseInt(arguments[1]));
            }
            boolean elsewhere = arguments[0].startsWith("/");
            try (var sockets =
                    elsewhere ? SockDiag.openIn(Path.of(arguments[0])) : SockDiag.open()) {
                var pass = sockets.queues();
                System.out.println("consistent " + pass.consistent() + ", gaps " + sockets.gaps());
            } catch (SockDiagException refused) {
                System.out.println("errno " + refused.errno() + ": " + refused.getMessage());
            }
        }
    }

    @Test
    void socketsBelongToTheThreadThatOpenedThem() throws Exception {
        try (var sockets = SockDiag.open()) {
            var elsewhere = new FutureTask<>(sockets::queues);
            Thread.ofPlatform().start(elsewhere).join();
            assertThat(elsewhere.exceptionNow()).isInstanceOf(WrongThreadException.class);
            assertThat(sockets.queues().consistent()).isTrue();
        }
    }

    /**
     * A question that is no request gets no answer; nothing hangs, and the next one is answered.
     */
    @Test
    void anAnswerThatDoesNotComeIsAnError() throws IOException {
        TcpQuery query = TcpQuery.of(TcpState.LISTEN).atSourcePort(1);
        byte[] unanswered = Requests.legacyTcp(query);
        unanswered[6] = 0;
        unanswered[7] = 0;
        var nobody = new TcpRecordReader(Transport.TCP, _ -> {});
        Instant start = Instant.now();
        try (var door = Door.own(Host.REAL);
                var inquiry = new Inquiry(door)) {
            assertThatExceptionOfType(SockDiagException.class)
                    .isThrownBy(() -> inquiry.ask("nothing", unanswered, nobody))
                    .withMessage(
                            "asking for nothing failed: recv: EAGAIN, no answer in time;"
                                    + " ask again")
                    .satisfies(late -> assertThat(late.errno()).isEqualTo(Errno.EAGAIN));
            assertThat(inquiry.ask("listeners", Requests.legacyTcp(query), nobody)).isTrue();
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatTheKernelRefusesIsSaidInItsWords() throws IOException {
        byte[] bad = Requests.legacyTcp(TcpQuery.all());
        bad[4] = 17; // a type of message that sock_diag does not have
        try (var door = Door.own(Host.REAL);
                var inquiry = new Inquiry(door)) {
            assertThat(
                            catchThrowable(() ->
                                    inquiry.ask(
                                            "nothing",
                                            bad,
                                            new TcpRecordReader(Transport.TCP, _ -> {}))))
                    .hasMessage(
                            "the kernel refuses to answer about nothing: EINVAL, invalid argument;"
                                    + " this kernel cannot answer that, read /proc instead");
        }
    }
}
