package dev.raingauge.monitor.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raingauge.lab.Lab;
import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole redacted file, searched for what it must not tell: in every form in which the kernel
 * writes an address. The same search over a file that is not redacted finds all of it.
 */
class RedactedFileIT {
    private static final String SERVER = "10.73.51.9";
    private static final String CLIENT = "10.73.52.17";
    private static final String SERVER6 = "2a01:7e57:51aa:bbcc:1:2:3:4";
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    @TempDir private Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private LabNamespace namespace;

    @BeforeEach
    void aServerWithSecrets() throws Exception {
        assumeTrue(Lab.obstacle().isEmpty(), () -> Lab.obstacle().orElse(""));
        Lab lab = opened(Lab.open());
        namespace = lab.namespace("hush");
        for (String address : new String[] {SERVER + "/24", CLIENT + "/24", SERVER6 + "/64"}) {
            namespace.run("ip", "address", "add", address, "dev", "lo", "nodad");
        }
        Process resident = new ProcessBuilder(namespace.inside("sleep", "60")).start();
        open.push(resident::destroy); // /proc shows only namespaces in which somebody lives
        namespace.call(() -> {
            ServerSocket server = opened(new ServerSocket(0, 5, InetAddress.getByName(SERVER)));
            opened(
                    new Socket(
                            server.getInetAddress(),
                            server.getLocalPort(),
                            InetAddress.getByName(CLIENT),
                            0));
            opened(new ServerSocket(0, 5, InetAddress.getByName(SERVER6)));
            var any = opened(new ServerSocket(0, 5)); // dual stack: its client's address is mapped
            opened(new Socket(InetAddress.getByName(SERVER), any.getLocalPort()));
            opened(new DatagramSocket(0, InetAddress.getByName(SERVER)));
            opened(new DatagramSocket())
                    .connect(new InetSocketAddress(InetAddress.getByName(SERVER6), 9));
            var name = UnixDomainSocketAddress.of(folder.resolve("sesame.sock"));
            opened(ServerSocketChannel.open(StandardProtocolFamily.UNIX)).bind(name);
            return opened(SocketChannel.open(name));
        });
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.push(one);
        return one;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--no-netlink"})
    void noFormOfASecretIsInIt(String option) throws IOException {
        String plain = recorded(option, "plain");
        String redacted = recorded(option, "redacted", "--redact");
        secrets()
                .forEach((what, bytes) -> {
                    assertThat(redacted.contains(bytes)).as("redacted has %s", what).isFalse();
                });
        String form = option.isEmpty() ? "binary" : "of /proc";
        secrets()
                .forEach((what, bytes) -> {
                    if (what.contains(form) || !what.contains(",")) {
                        assertThat(plain.contains(bytes)).as("planted: %s", what).isTrue();
                    }
                });
    }

    /** What the user asked for is written down with the question. */
    @Test
    void neitherIsItInWhatWasAsked() throws IOException {
        Path file = folder.resolve("asked.rg");
        for (String filter : new String[] {"dst " + CLIENT, "src [" + SERVER6 + "]"}) {
            Ran ran =
                    Ran.run(
                            "record",
                            file.toString(),
                            "--redact",
                            "--",
                            "sockets",
                            "-tan",
                            "--namespace=" + namespace.name(),
                            filter);
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            String bytes = unpacked(file);
            secrets()
                    .forEach((what, secret) ->
                            assertThat(bytes.contains(secret))
                                    .as("%s: %s", filter, what)
                                    .isFalse());
        }
    }

    private String recorded(String option, String name, String... more) throws IOException {
        Path file = folder.resolve(name + ".rg");
        var words = new ArrayList<String>();
        words.addAll(List.of("record", file.toString(), "--for=500ms"));
        words.add("--namespace=" + namespace.name());
        words.addAll(List.of(more));
        if (!option.isEmpty()) {
            words.add(option);
        }
        Ran ran = Ran.run(words.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return unpacked(file);
    }

    /** By what each is, and in which form. */
    private Map<String, String> secrets() {
        var secrets = new LinkedHashMap<String, String>();
        for (String address : new String[] {SERVER, CLIENT, SERVER6}) {
            byte[] bytes = bytes(address);
            String latin = new String(bytes, ISO_8859_1);
            secrets.put(address + ", binary", latin);
            secrets.put(address + ", digits of /proc", digitsOfProc(bytes));
            secrets.put(address + ", hexadecimal", HexFormat.of().formatHex(bytes));
            secrets.put(address + ", HEXADECIMAL", UPPER.formatHex(bytes));
            secrets.put(address + ", text", address);
            if (bytes.length == 16) {
                secrets.put("network of IPv6, binary", latin.substring(0, 8));
                secrets.put("host of IPv6, binary", latin.substring(8));
            }
        }
        secrets.put("path of a UNIX socket", "sesame");
        secrets.put("its directory", String.valueOf(folder.getFileName()));
        secrets.put("namespace", namespace.name());
        secrets.put("process", "java");
        return secrets;
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (IOException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    /** Each four bytes as a number of this machine, as {@code net/tcp} shows them. */
    private static String digitsOfProc(byte[] address) {
        var digits = new StringBuilder();
        var words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            digits.append(String.format(Locale.ROOT, "%08X", words.getInt()));
        }
        return digits.toString();
    }

    private static String unpacked(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }
}
