package dev.raingauge.sockdiag.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pseudonyms, and the files of /proc in which they are put. */
class RedactionTest {
    private final Pseudonyms names = new Pseudonyms();
    private final RedactedFiles files = new RedactedFiles(names);

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "127.0.0.1", "127.8.9.1", "224.0.0.1", "::", "::1", "ff02::1"})
    void whatIsNobodysStays(String address) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        assertThat(renamed(bytes)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,    10.1.2.4,    10.1.3.3",
        "2a01:db9::1:2:3:4, 2a01:db9::1:2:3:5, 2a01:db9:1::1:2:3:4"
    })
    void neighboursStayNeighbours(String one, String neighbour, String stranger)
            throws UnknownHostException {
        byte[] first = renamed(InetAddress.getByName(one).getAddress());
        byte[] second = renamed(InetAddress.getByName(neighbour).getAddress());
        byte[] third = renamed(InetAddress.getByName(stranger).getAddress());
        int network = first.length == 4 ? 3 : 8;
        assertThat(Arrays.copyOf(second, network)).isEqualTo(Arrays.copyOf(first, network));
        assertThat(Arrays.copyOf(third, network)).isNotEqualTo(Arrays.copyOf(first, network));
        assertThat(second).isNotEqualTo(first);
        assertThat(renamed(InetAddress.getByName(one).getAddress())).isEqualTo(first);
        assertThat(first).isNotEqualTo(InetAddress.getByName(one).getAddress());
    }

    @Test
    void noTwoAddressesOfANetworkBecomeOne() {
        var seen = new HashSet<String>();
        for (int host = 0; host < 256; host++) {
            assertThat(seen.add(Arrays.toString(renamed(new byte[] {10, 1, 2, (byte) host}))))
                    .isTrue();
        }
    }

    @Test
    void aMappedAddressIsThatOfIpv4() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(new byte[] {10, 1, 2, 3}, 0, mapped, 12, 4);
        byte[] renamed = renamed(mapped);
        assertThat(Arrays.copyOfRange(renamed, 12, 16))
                .isEqualTo(renamed(new byte[] {10, 1, 2, 3}));
    }

    @Test
    void anAbstractNameIsTheSameInProcAndInNetlink() {
        byte[] inNetlink = names.unix(latin("\0shop/secret"));
        byte[] inProc = names.unix(latin("@shop/secret"));
        assertThat(inNetlink[0]).isZero();
        assertThat(inProc[0]).isEqualTo((byte) '@');
        assertThat(Arrays.copyOfRange(inProc, 1, inProc.length))
                .isEqualTo(Arrays.copyOfRange(inNetlink, 1, inNetlink.length));
    }

    @Test
    void aPathKeepsItsShapeAndNoName() {
        String path =
                new String(names.unix(latin("/run/shop/web.sock")), StandardCharsets.US_ASCII);
        assertThat(path).matches("/run/[a-z2-9]{8}/[a-z2-9]{8}\\.sock");
        byte[] deep = names.unix(latin("/a/b/c/d/e/f/g/h/i/j/k/l/m/n"));
        assertThat(deep).as("no longer than sun_path").hasSizeLessThan(108).startsWith('/');
    }

    @Test
    void connectionsInProcGetTheSameAddressesAsInNetlink() throws UnknownHostException {
        String line =
                "   0: 0302010A:1F90 0100007F:0050 01 00000000:00000000 00:00000000 00000000  0";
        String renamed = renamed("/proc/7/net/tcp", line);
        byte[] address = renamed(new byte[] {10, 1, 2, 3});
        String digits =
                "%02X%02X%02X%02X".formatted(address[3], address[2], address[1], address[0]);
        assertThat(renamed)
                .isEqualTo(line.replace("0302010A", digits))
                .doesNotContain("0302010A")
                .contains("0100007F:0050")
                .contains(" 00000000:00000000 ");
    }

    @Test
    void namesInProcAreReplacedAndFiguresStay() {
        String process = names.process("secret");
        assertThat(renamed("/proc/7/comm", "secret\n")).isEqualTo(process + "\n");
        assertThat(renamed("/proc/7/stat", "7 (secret) S 1 7 7 0\n"))
                .isEqualTo("7 (" + process + ") S 1 7 7 0\n");
        assertThat(renamed("/proc/7/status", "Name:\tsecret\nUmask:\t0022\n"))
                .isEqualTo("Name:\t" + process + "\nUmask:\t0022\n");
        assertThat(renamed("/proc/7/cgroup", "0::/system.slice/secret.service\n"))
                .matches("0::/system\\.slice/[a-z2-9]{8}\\.service\n");
        assertThat(
                        renamed(
                                "/proc/7/net/unix",
                                "0000000000000000: 00000002 00000000 00010000 0001 01 77 /run/secret\n"))
                .matches(
                        "0000000000000000: 00000002 00000000 00010000 0001 01 77 /run/[a-z2-9]{8}\n");
        assertThat(renamed("/proc/sys/kernel/hostname", "secret\n")).doesNotContain("secret");
        assertThat(renamed("/proc/sys/net/core/somaxconn", "4096\n")).isEqualTo("4096\n");
    }

    @Test
    void aFileThatNobodyUnderstandsIsNotWritten() {
        assertThat(files.knows(Path.of("/proc/7/environ"))).isFalse();
        assertThat(files.knows(Path.of("/proc/7/cmdline"))).isFalse();
        assertThat(files.knows(Path.of("/proc/7/net/route"))).isFalse();
    }

    private String renamed(String file, String content) {
        return new String(
                files.renamed(Path.of(file), latin(content)), StandardCharsets.ISO_8859_1);
    }

    private byte[] renamed(byte[] address) {
        byte[] renamed = address.clone();
        if (address.length == 4) {
            names.v4(renamed, 0);
        } else {
            names.v6(renamed, 0);
        }
        return renamed;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
