package dev.raingauge.sockdiag.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetInodesTest {
    @Test
    void netlinkEndsEachLineWithTheInode() throws Exception {
        String text =
                """
                sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
                00000000d1bb7673 0   0          00000000 0        0        0     2        0        4       \s
                0000000086c5ef1c 4   20913      00000000 0        0        0     2        0        4839091 \s
                """;
        assertThat(NetInodes.parse("netlink", bytes(text))).containsExactlyInAnyOrder(4L, 4839091L);
    }

    @Test
    void packetToo() throws Exception {
        String text =
                """
                sk               RefCnt Type Proto  Iface R Rmem   User   Inode
                0000000017d3a1c0 3      3    0003   2     1 0      0      30012
                """;
        assertThat(NetInodes.parse("packet", bytes(text))).containsExactly(30012L);
    }

    @Test
    void nobodyIsFine() throws Exception {
        assertThat(NetInodes.parse("packet", bytes("sk RefCnt User Inode\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk Drops\n1 2\n",
                "sk Inode\n1 x\n",
                "sk Inode\n1 9999999999999999999\n"
            })
    void anotherFormatIsRefused(String text) {
        assertThatThrownBy(() -> NetInodes.parse("netlink", bytes(text)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("netlink");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
