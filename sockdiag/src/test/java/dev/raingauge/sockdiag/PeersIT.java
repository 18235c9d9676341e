package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.sockdiag.model.AcceptQueue;
import dev.raingauge.sockdiag.model.ListenerTarget;
import dev.raingauge.sockdiag.model.QueuePass;
import dev.raingauge.sockdiag.sys.Libc;
import dev.raingauge.sockdiag.sys.PlainSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sockets, looked at by the tools that people use today. */
class PeersIT {
    /** Prints active and queued of the addresses and paths that it is given. */
    private static final String RAINDROPS =
            """
            require "raindrops"
            paths, addresses = ARGV.partition { |each| each.start_with?("/") }
            tcp = Raindrops::Linux.tcp_listener_stats(addresses)
            unix = paths.empty? ? {} : Raindrops::Linux.unix_listener_stats(paths)
            tcp.merge(unix).each { |at, stats| puts "#{at} #{stats.active} #{stats.queued}" }
            """;

    @Test
    void raindropsSaysTheSame(@TempDir Path folder) throws IOException {
        assumeTrue(
                TestNamespace.run("ruby", "-e", "require 'raindrops'").status() == 0,
                "the raindrops gem is not installed");
        String path = folder.resolve("web").toString();
        var targets = List.of("127.0.0.1:6000", "0.0.0.0:6001", "[::1]:6002", path);
        var opened = new ArrayList<AutoCloseable>();
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var one = QueuesIT.listener(namespace, "127.0.0.1", 6000, 20);
                var two = QueuesIT.listener(namespace, "0.0.0.0", 6001, 20);
                var three = QueuesIT.listener(namespace, "::1", 6002, 20);
                var four = QueuesIT.unix(namespace, Libc.SOCK_STREAM, path, 20)) {
            for (int i = 0; i < 5; i++) {
                opened.add(namespace.connect("127.0.0.1", 6000));
                opened.add(namespace.connect("127.0.0.3", 6001));
                opened.add(namespace.connect("::1", 6002));
                PlainSocket client = QueuesIT.unix(namespace, Libc.SOCK_STREAM);
                opened.add(client);
                assertThat(client.connect(Sockaddr.unix(path))).isZero();
            }
            for (PlainSocket server : List.of(one, one, two, three, three, three, four)) {
                assertThat(server.awaitReadable(5_000)).isTrue();
                opened.add(server.accept().orElseThrow());
            }
            var command = new ArrayList<>(List.of("ruby", "-e", RAINDROPS));
            command.addAll(targets);
            var theirs = new TreeMap<String, String>();
            namespace
                    .exec(command.toArray(String[]::new))
                    .lines()
                    .forEach(line -> theirs.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));

            var ours = new TreeMap<String, String>();
            ListenerStats.of(sockets, targets.stream().map(ListenerTarget::parse).toList())
                    .forEach((target, stats) ->
                            ours.put(target.text(), stats.active() + " " + stats.queued()));
            assertThat(ours)
                    .containsEntry("127.0.0.1:6000", "2 3")
                    .containsEntry("0.0.0.0:6001", "1 4")
                    .containsEntry("[::1]:6002", "3 2")
                    .containsEntry(path, "1 4");
            assertThat(theirs).isEqualTo(ours);
        } finally {
            closeAll(opened);
        }
    }

    @Test
    void whatNobodyListensOnIsNotInTheAnswer() throws IOException {
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file());
                var _ = QueuesIT.listener(namespace, "127.0.0.1", 6000, 20)) {
            var here = ListenerTarget.parse(":6000");
            var stats = ListenerStats.of(sockets, List.of(ListenerTarget.parse(":6001"), here));
            assertThat(stats).containsOnlyKeys(here);
        }
    }

    @Test
    void ssSaysTheSame() throws IOException {
        var opened = new ArrayList<AutoCloseable>();
        try (var namespace = new TestNamespace();
                var sockets = SockDiag.openIn(namespace.file())) {
            for (int i = 0; i < 60; i++) {
                String host = List.of("127.0.0.1", "0.0.0.0", "::", "::1").get(i % 4);
                opened.add(QueuesIT.listener(namespace, host, 6000 + i, i));
            }
            for (int i = 0; i < 30; i++) {
                String host = i % 4 == 3 ? "::1" : "127.0.0.1";
                opened.add(namespace.connect(host, 6000 + i));
            }
            var theirs = new TreeMap<String, AcceptQueue>();
            for (String line : namespace.exec("ss", "-Htln").lines().toList()) {
                String[] words = line.trim().split(" +", -1);
                theirs.put(
                        words[3].replace("*:", "[::]:"),
                        AcceptQueue.of(Long.parseLong(words[1]), Long.parseLong(words[2])));
            }
            QueuePass pass = sockets.queues();
            var ours = new TreeMap<String, AcceptQueue>();
            pass.tcp().forEach(at -> ours.put(at.local().toString(), at.acceptQueue()));
            assertThat(ours).hasSize(60).isEqualTo(theirs);
        } finally {
            closeAll(opened);
        }
    }

    private static void closeAll(List<AutoCloseable> opened) throws IOException {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (IOException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IOException(failed);
            }
        }
    }
}
