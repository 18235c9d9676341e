package dev.raingauge.sockdiag.procfs;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are read or refused with {@link MalformedFileException}; nothing else happens. */
class FuzzTest {
    /** Another one with {@code -Draingauge.seed=N}; a failure prints it. */
    private static final long SEED = Long.getLong("raingauge.seed", 20_261_123);

    private static final int RUNS = 2500;

    private interface Parser {
        void parse(byte[] content) throws IOException;
    }

    private static final Map<String, Parser> PARSERS =
            Map.ofEntries(
                    Map.entry("tcp", content -> tcp(content, false)),
                    Map.entry("tcp6", content -> tcp(content, true)),
                    Map.entry("unix", Recording::unix),
                    Map.entry("netstat", FuzzTest::netstat),
                    Map.entry("snmp", FuzzTest::netstat),
                    Map.entry(
                            "snmp6",
                            content -> NetSnmp6.parse("f", content, new LinkedHashMap<>())),
                    Map.entry(
                            "sockstat",
                            content -> NetSockstat.parse("f", content, new LinkedHashMap<>())),
                    Map.entry("stat", content -> PidStat.parse("f", content)),
                    Map.entry("comm", content -> PidComm.parse("f", content)),
                    Map.entry("cgroup", content -> PidCgroup.parse("f", content)),
                    Map.entry("limits", content -> PidLimits.parse("f", content)),
                    Map.entry("status", content -> PidStatus.parse("f", content)),
                    Map.entry("sys", SysSettings::parse));

    static Stream<String> files() {
        return PARSERS.keySet().stream().sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void anyBytesAreReadOrRefused(String file) throws IOException {
        Parser parser = Objects.requireNonNull(PARSERS.get(file));
        byte[] model = model(file);
        var random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            byte[] content = mutated(model, random);
            try {
                parser.parse(content);
            } catch (MalformedFileException refused) {
                // the one lawful way to say no
            } catch (RuntimeException | IOException e) {
                fail(
                        "seed %d, run %d: %s"
                                .formatted(SEED, run, HexFormat.of().formatHex(content)),
                        e);
            }
        }
    }

    private static void tcp(byte[] content, boolean v6) throws IOException {
        NetTcp.walk(
                "f",
                new ByteArrayInputStream(content),
                v6,
                ByteOrder.LITTLE_ENDIAN,
                socket -> {
                    String text = socket.toSocket().toString() + socket.unreadBytes();
                    if (text.isEmpty() || socket.unacknowledgedBytes() < 0) {
                        throw new IllegalStateException(text);
                    }
                    return true;
                });
    }

    private static void netstat(byte[] content) throws IOException {
        NetNetstat.parse("f", content, new LinkedHashMap<>());
    }

    private static byte[] model(String file) throws IOException {
        return switch (file) {
            case "tcp", "tcp6", "unix", "netstat", "snmp", "snmp6", "sockstat" ->
                    Recording.bytes("6.18", file);
            case "stat" ->
                    Recording.latin1(
                            "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 24 0 0\n");
            case "comm" -> Recording.latin1("kthreadd\n");
            case "cgroup" -> Recording.latin1("9:name=systemd:/\n0::/system.slice\n");
            case "limits" ->
                    Recording.latin1(
                            "Limit   Soft Limit   Hard Limit   Units\nMax open files 1024 4096 files\n");
            case "status" -> Recording.latin1("Name:\tx\nCapEff:\t0000000000080000\n");
            case "sys" -> Recording.latin1("4096\t16384\n");
            default -> throw new AssertionError(file);
        };
    }

    /** Bytes changed, cut out, doubled, cut off, or all of them random. */
    private static byte[] mutated(byte[] model, Random random) {
        if (random.nextInt(20) == 0) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] content = model.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(content.length);
            int to = Math.min(content.length, at + random.nextInt(60));
            switch (random.nextInt(5)) {
                case 0 -> content[at] = (byte) random.nextInt(256);
                case 1 -> content[at] = (byte) " \n:0-F@".charAt(random.nextInt(7));
                case 2 -> content = joined(content, 0, at, to, content.length);
                case 3 -> content = joined(content, 0, to, at, content.length);
                default -> content[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (content.length == 0) {
                return content;
            }
        }
        if (random.nextInt(4) == 0) {
            return joined(content, 0, random.nextInt(content.length), 0, 0);
        }
        return content;
    }

    private static byte[] joined(byte[] from, int a, int b, int c, int d) {
        byte[] result = new byte[b - a + d - c];
        System.arraycopy(from, a, result, 0, b - a);
        System.arraycopy(from, c, result, b - a, d - c);
        return result;
    }
}
