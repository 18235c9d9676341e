package dev.raingauge.sockdiag.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's structs and constants as we wrote them, against the C compiler's word. */
class AbiTest {
    /** Every class that describes a struct or owns a constant of the kernel. */
    private static final List<Class<?>> STRUCTS =
            List.of(
                    NlMsgHdr.class,
                    NlAttr.class,
                    NlMsgErr.class,
                    InetDiagSockId.class,
                    InetDiagReqV2.class,
                    InetDiagReq.class,
                    InetDiagMsg.class,
                    InetDiagBcOp.class,
                    InetDiagHostcond.class,
                    InetDiagMarkcond.class,
                    SkMemInfo.class,
                    TcpInfoStruct.class,
                    UnixDiagReq.class,
                    UnixDiagMsg.class,
                    UnixDiagVfs.class,
                    UnixDiagRqlen.class,
                    PacketDiagReq.class,
                    PacketDiagMsg.class,
                    NetlinkDiagReq.class,
                    NetlinkDiagMsg.class,
                    VsockDiagReq.class,
                    VsockDiagMsg.class);

    /** Bytes of bit fields, which have no address in C. */
    private static final Pattern BIT_FIELDS = Pattern.compile("tcp_info\\.(scales|flags)");

    private static final Pattern KERNEL_CONSTANT =
            Pattern.compile(
                    "(NLMSG|NLM_F|NLMSGERR|INET_DIAG|UNIX_DIAG|UDIAG|AF|IPPROTO|SK_MEMINFO"
                            + "|TCPDIAG|SOCK_DIAG|PACKET_SHOW|PACKET_DIAG|NDIAG|NETLINK_DIAG)_.*");

    @Test
    void layoutsAreAsRecorded() throws Exception {
        assertThat(ours()).containsExactlyInAnyOrderElementsOf(recorded());
    }

    /** A newer header may have a longer tcp_info: only its fields must be where they were. */
    @Test
    void layoutsAreAsThisMachinesCompilerSays(@TempDir Path folder) throws Exception {
        var theirs = new TreeSet<>(compiled(folder));
        theirs.removeIf(line -> line.startsWith("struct tcp_info "));
        assertThat(ours()).containsAll(theirs);
    }

    @Test
    void everyStructIsInTheList() throws IOException {
        Path sources =
                Path.of(
                        System.getProperty("raingauge.root", ".."),
                        "sockdiag/src/main/java/dev/raingauge/sockdiag/wire");
        var described = new ArrayList<String>();
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains("Layout LAYOUT =")) {
                    described.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        STRUCTS.stream().map(Class::getSimpleName).toList());
    }

    /** Every struct, member and constant of ours, written as the C program writes them. */
    private static Set<String> ours() throws IllegalAccessException {
        var lines = new TreeSet<String>();
        for (Class<?> struct : STRUCTS) {
            for (Field field : struct.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                field.setAccessible(true);
                if (field.getType() == StructLayout.class) {
                    describe((StructLayout) Objects.requireNonNull(field.get(null)), lines);
                } else if (KERNEL_CONSTANT.matcher(field.getName()).matches()) {
                    lines.add("constant " + field.getName() + " " + unsigned(field.getInt(null)));
                }
            }
        }
        return lines;
    }

    private static void describe(StructLayout layout, Set<String> lines) {
        String name = layout.name().orElseThrow();
        lines.add("struct " + name + " " + layout.byteSize());
        for (MemoryLayout member : layout.memberLayouts()) {
            if (member.name().isEmpty()) {
                continue; // padding
            }
            String full = name + "." + member.name().get();
            long offset =
                    layout.byteOffset(MemoryLayout.PathElement.groupElement(member.name().get()));
            if (!BIT_FIELDS.matcher(full).matches()) {
                lines.add("field %s %d %d".formatted(full, offset, member.byteSize()));
            }
        }
    }

    private static String unsigned(int value) {
        return Integer.toUnsignedString(value);
    }

    private static List<String> recorded() throws IOException {
        return new String(resource("sock_diag.txt"), UTF_8).lines().toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(AbiTest.class.getResourceAsStream("/abi/" + name), name)) {
            return in.readAllBytes();
        }
    }

    private static List<String> compiled(Path folder) throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc"))),
                "no gcc on the PATH: only the recorded layouts are compared");
        assumeTrue(
                Files.exists(Path.of("/usr/include/linux/inet_diag.h")),
                "no kernel headers (linux-libc-dev): only the recorded layouts are compared");
        Path source = folder.resolve("sock_diag.c");
        Files.write(source, resource("sock_diag.c"));
        Path program = folder.resolve("sock_diag");
        run(folder, "gcc", "-Wall", "-o", program.toString(), source.toString());
        return run(folder, program.toString());
    }

    private static List<String> run(Path folder, String... command) throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command[0] + " ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as("%s: %s", command[0], lines).isZero();
        return lines;
    }
}
