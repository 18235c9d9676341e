package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals and listeners from files of /proc, of which one is missing or cannot be read. */
class UnreadableFilesTest {
    private static final String TCP =
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
               0: 0100007F:18EB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0 0 71
            """;
    private static final String UNIX =
            """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000000000000000: 00000002 00000000 00010000 0001 01 77 /run/web.sock
            """;

    @TempDir private Path proc;

    @BeforeEach
    void everythingIsThere() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), TCP);
        Files.writeString(proc.resolve("net/unix"), UNIX);
        Files.writeString(
                proc.resolve("net/sockstat"),
                """
                sockets: used 9
                TCP: inuse 1 orphan 0 tw 0 alloc 2 mem 1
                UDP: inuse 3 mem 2
                """);
    }

    @Test
    void withoutTcpTheUnixOnesAreShown() throws IOException {
        isDirectory("tcp");
        Ran listeners = run("listeners", "--json");
        assertThat(listeners.at("listeners", 0, "address")).isEqualTo("/run/web.sock");
        assertThat(listeners.at("gaps").toString())
                .contains("TCP listeners", "net/tcp: Is a directory");
        Ran summary = run("summary", "--json");
        assertThat(summary.out()).contains("\"established\":null", "\"listening\":1");
        assertThat(summary.at("gaps").toString()).contains("TCP states: cannot read");
    }

    @Test
    void withoutUnixTheTcpOnesAreShown() throws IOException {
        Files.delete(proc.resolve("net/unix"));
        Ran listeners = run("listeners", "--json");
        assertThat(listeners.at("listeners", 0, "address")).isEqualTo("127.0.0.1:6379");
        assertThat(listeners.at("listeners", 0, "connections", "active")).isEqualTo("0");
        assertThat(listeners.at("gaps").toString()).contains("UNIX listeners", "net/unix");
        Ran summary = run("summary", "--json");
        assertThat(summary.out()).contains("\"listen\":1", "\"unix\":null");
        assertThat(summary.at("gaps").toString()).contains("UNIX sockets: ", "net/unix");
    }

    /** What was read before the unreadable file is shown; how many connections is not known. */
    @Test
    void withoutIpv6ThoseOfIpv4AreShown() throws IOException {
        isDirectory("tcp6");
        Ran listeners = run("listeners", "--json");
        assertThat(listeners.out()).contains("127.0.0.1:6379", "\"active\":null");
        assertThat(listeners.at("gaps").toString()).contains("net/tcp6: Is a directory");
    }

    @Test
    void withoutSockstatTheStatesAreCounted() throws IOException {
        Files.delete(proc.resolve("net/sockstat"));
        Ran summary = run("summary", "--json");
        assertThat(summary.out()).contains("\"listen\":1", "\"listening\":1", "\"inUse\":null");
        assertThat(summary.at("gaps").toString()).contains("totals of sockstat");
        assertThat(run("listeners", "--json").out()).contains("\"active\":0");
    }

    @Test
    void aTableSaysItOnStandardError() throws IOException {
        isDirectory("tcp");
        for (String command : new String[] {"listeners", "summary"}) {
            Ran ran = run(command);
            assertThat(ran.out()).isNotEmpty();
            assertThat((ran.out() + ran.err()).replaceAll("\\s+", " "))
                    .contains("net/tcp: Is a directory");
        }
    }

    @Test
    void ifNothingCanBeReadThatIsTheAnswer() throws IOException {
        isDirectory("tcp");
        isDirectory("unix");
        isDirectory("sockstat");
        for (String command : new String[] {"listeners", "summary"}) {
            Ran ran = Ran.run(command, "--proc=" + proc);
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).hasLineCount(1).contains("net/tcp: Is a directory");
        }
    }

    private Ran run(String command, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = command;
        words[1] = "--proc=" + proc;
        System.arraycopy(more, 0, words, 2, more.length);
        Ran ran = Ran.run(words);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }

    private void isDirectory(String file) throws IOException {
        Files.deleteIfExists(proc.resolve("net").resolve(file));
        Files.createDirectories(proc.resolve("net").resolve(file));
    }
}
