package dev.raingauge.monitor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfaceNamesTest {
    @TempDir private Path proc;

    @Test
    void areReadFromTheListsOfAddresses() throws IOException {
        Path net = Files.createDirectories(proc.resolve("42/net"));
        Files.writeString(
                net.resolve("igmp"),
                """
                Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
                1\tlo        :     1      V3
                \t\t\t\t010000E0     1 0:00000000\t\t0
                2\teth0      :     1      V3
                \t\t\t\t010000E0     1 0:00000000\t\t0
                """);
        Files.writeString(
                net.resolve("if_inet6"),
                """
                00000000000000000000000000000001 01 80 10 80       lo
                fe80000000000000020000fffe0a6301 1f 40 20 80    wg-tun
                not a line of this file
                """);
        assertThat(InterfaceNames.of(proc, 42))
                .containsEntry(1, "lo")
                .containsEntry(2, "eth0")
                .containsEntry(31, "wg-tun")
                .hasSize(3);
    }

    @Test
    void areEmptyWhereTheProcessHasEnded() {
        assertThat(InterfaceNames.of(proc, 43)).isEmpty();
    }

    @Test
    void knowTheLoopbackOfThisHost() {
        int self = (int) ProcessHandle.current().pid();
        assertThat(InterfaceNames.of(Path.of("/proc"), self)).containsEntry(1, "lo");
    }
}
