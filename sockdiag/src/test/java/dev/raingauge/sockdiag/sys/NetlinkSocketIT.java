package dev.raingauge.sockdiag.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class NetlinkSocketIT {
    private static final int DUMP = 0x301;

    @Test
    void theKernelAnswers() throws IOException {
        try (var socket = NetlinkSocket.open()) {
            socket.send(listeners(7));
            var answer = socket.receive();
            assertThat(answer.byteSize()).isGreaterThanOrEqualTo(16);
            assertThat(answer.get(ValueLayout.JAVA_INT, 8)).as("sequence").isEqualTo(7);
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUp() throws IOException {
        Instant start = Instant.now();
        try (var socket = new NetlinkSocket(NetlinkSocket.newDescriptor(100))) {
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(socket::receive)
                    .withMessage("recv: EAGAIN, no answer in time")
                    .satisfies(late -> assertThat(late.errno()).isEqualTo(Errno.EAGAIN));
        }
        assertThat(Duration.between(start, Instant.now()))
                .isBetween(Duration.ofMillis(90), Duration.ofSeconds(5));
    }

    @Test
    void itBelongsToOneThread() throws Exception {
        try (var socket = NetlinkSocket.open()) {
            var elsewhere =
                    new FutureTask<>(() -> {
                        socket.send(listeners(1));
                        return "sent";
                    });
            Thread.ofPlatform().start(elsewhere).join();
            assertThat(elsewhere.exceptionNow()).isInstanceOf(WrongThreadException.class);
        }
    }

    @Test
    void closedIsClosed() throws IOException {
        NetlinkSocket closed;
        try (var socket = NetlinkSocket.open()) {
            closed = socket;
        }
        closed.close();
        assertThatIllegalStateException().isThrownBy(() -> closed.send(listeners(1)));
        assertThatIllegalStateException().isThrownBy(closed::receive);
    }

    @Test
    void aRequestTooLongIsRefused() throws IOException {
        try (var socket = NetlinkSocket.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.send(new byte[65_537]))
                    .withMessage("a request of 65537 bytes; 65536 fit");
        }
    }

    @Test
    void aFailedCallNamesItself() {
        try (var libc = new Libc()) {
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> libc.setOption(-1, Libc.SOL_SOCKET, 8, 1))
                    .withMessage("setsockopt 1 8: error 9");
            assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW, 31, "do this"))
                    .withMessage(
                            "socket 16 3 31: EPROTONOSUPPORT, unknown to this kernel; do this");
        }
    }

    /** The legacy request for LISTEN sockets of both families. */
    private static byte[] listeners(int sequence) {
        return ByteBuffer.allocate(72)
                .order(ByteOrder.nativeOrder())
                .putInt(72)
                .putShort((short) 18)
                .putShort((short) DUMP)
                .putInt(sequence)
                .putInt(64, 1 << 10)
                .array();
    }
}
