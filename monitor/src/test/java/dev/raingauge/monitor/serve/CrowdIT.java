package dev.raingauge.monitor.serve;

import static dev.raingauge.monitor.serve.DoorRig.ANN;
import static dev.raingauge.monitor.serve.DoorRig.TLS;
import static dev.raingauge.monitor.serve.DoorRig.eventually;
import static dev.raingauge.monitor.serve.DoorRig.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at the door at once: nobody waits for the slow ones, and the sampling goes on. */
class CrowdIT {
    private static final int SCRAPES = 100;
    private static final int SLOW = 300;

    /** Generous, since the machine may be busy itself: usually it is a tenth of a second. */
    private static final double OLDEST_SECONDS = 8;

    @TempDir private Path folder;

    private final List<Socket> slow = new ArrayList<>();

    @Test
    void threeHundredSlowClientsAndAHundredScrapesDelayNobody() throws Exception {
        try (DoorRig rig = DoorRig.open(folder);
                NameServer names = NameServer.in(rig)) {
            rig.configure(TLS + users("ann", "secret"));
            try (Program program =
                    rig.serve("--listen=127.0.0.1:0", "--namespace=" + rig.home().name())) {
                Curl curl = rig.curl(program);
                eventually("ready", program, () -> curl.get("/-/ready", ANN).status() == 200);
                come(rig, curl);
                double before = passes(curl);
                try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
                    CompletableFuture<Curl.Reply> all =
                            CompletableFuture.supplyAsync(() -> scrapes(curl), crowd);
                    // A further one, of an address that has no name in /etc/hosts.
                    Curl.Reply further =
                            curl.get("/metrics", "-u", "ann:secret", "--interface", "127.0.0.77");
                    assertThat(further.status()).as(further.text()).isEqualTo(200);
                    Curl.Reply reply = all.join();
                    assertThat(reply.text().lines().filter("answered 200"::equals))
                            .as(reply.text())
                            .hasSize(SCRAPES);
                }
                assertThat(names.questions()).isZero();
                oldestPassIsYoung();
                assertThat(passes(curl)).isGreaterThan(before);
                for (Socket socket : slow) {
                    assertThat(ended(socket)).isTrue();
                }
                assertThat(curl.get("/metrics", ANN).status()).isEqualTo(200);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Two of three begin a handshake, the others say nothing. */
    private void come(DoorRig rig, Curl curl) throws IOException {
        byte[] halfAHello = {0x16, 3, 1, 1, 0, 1, 0, 0};
        int port = Integer.parseInt(curl.base().substring(curl.base().lastIndexOf(':') + 1));
        for (int i = 0; i < SLOW; i++) {
            Socket socket = new Http(rig.home(), port).connect();
            slow.add(socket);
            if (i % 3 != 0) {
                socket.getOutputStream().write(halfAHello);
            }
        }
    }

    /** Each on a connection of its own, and none comes a second time. */
    private Curl.Reply scrapes(Curl curl) {
        try {
            return curl.get(
                    "/metrics?[1-" + SCRAPES + "]",
                    "-u",
                    "ann:secret",
                    "-Z",
                    "--parallel-immediate",
                    "--parallel-max",
                    Integer.toString(SCRAPES),
                    "--max-time",
                    "60",
                    "--no-progress-meter",
                    "-o",
                    folder + "/scrape-#1",
                    "-w",
                    "\nanswered %{http_code}\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each of the scrapes says how old the last look at the queues was. */
    private void oldestPassIsYoung() throws IOException {
        for (int i = 1; i <= SCRAPES; i++) {
            Metrics page = page(Files.readString(folder.resolve("scrape-" + i)));
            assertThat(page.one("raingauge_pass_age_seconds{", "queues").orElseThrow())
                    .isLessThan(OLDEST_SECONDS);
        }
    }

    private static double passes(Curl curl) throws Exception {
        Curl.Reply reply = curl.get("/metrics", ANN);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return page(reply.text()).one("raingauge_passes_total{", "queues").orElseThrow();
    }

    /** Without its head. */
    private static Metrics page(String reply) {
        return Metrics.parse(reply.substring(reply.indexOf("\r\n\r\n") + 4));
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(60_000);
            return socket.getInputStream().readAllBytes().length < 100;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /**
     * The name server that this host is set to, but a silent one of the namespace's own. Who asks
     * it waits for many seconds.
     */
    private record NameServer(Optional<DatagramSocket> socket) implements AutoCloseable {
        static NameServer in(DoorRig rig) throws IOException {
            Optional<String> address =
                    Files.readString(Path.of("/etc/resolv.conf"))
                            .lines()
                            .filter(line -> line.matches("nameserver +[0-9.]+"))
                            .map(line -> line.replaceFirst(".* ", ""))
                            .findFirst();
            if (address.isEmpty()) {
                return new NameServer(Optional.empty());
            }
            if (!address.get().startsWith("127.")) {
                String _ = rig.home().run("ip", "address", "add", address.get(), "dev", "lo");
            }
            var at = new InetSocketAddress(InetAddress.ofLiteral(address.get()), 53);
            return new NameServer(Optional.of(rig.home().call(() -> new DatagramSocket(at))));
        }

        /** How many came, up to a few. */
        int questions() throws IOException {
            int came = 0;
            while (socket.isPresent() && came < 3) {
                socket.get().setSoTimeout(200);
                try {
                    socket.get().receive(new DatagramPacket(new byte[512], 512));
                    came++;
                } catch (java.net.SocketTimeoutException noMore) {
                    break;
                }
            }
            return came;
        }

        @Override
        public void close() {
            socket.ifPresent(DatagramSocket::close);
        }
    }
}
