package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets from files of /proc, of which one cannot be read. */
class SocketsFilesTest {
    private static final String TCP =
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
               0: 0100007F:18EB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0 0 71
            """;

    @TempDir private Path proc;

    @BeforeEach
    void udpIsADirectory() throws IOException {
        Files.createDirectories(proc.resolve("net/udp"));
        Files.writeString(proc.resolve("net/tcp"), TCP);
        Files.writeString(proc.resolve("net/unix"), "Num RefCount Protocol Flags Type St Inode\n");
    }

    @Test
    void theOthersAreShownAndTheOneIsAGap() {
        Ran ran = Ran.run("sockets", "-tuxan", "--proc=" + proc);
        assertThat(ran.err().replaceAll("\\s+", " "))
                .contains("UDP sockets: cannot read", "net/udp: Is a directory");
        assertThat(ran.out()).contains("127.0.0.1:6379");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void whereNothingElseIsAskedForItIsAFailure() {
        Ran ran = Ran.run("sockets", "-uan", "--proc=" + proc);
        assertThat(ran.err()).contains("net/udp: Is a directory").hasLineCount(1);
        assertThat(ran.exitCode()).isEqualTo(1);
    }
}
