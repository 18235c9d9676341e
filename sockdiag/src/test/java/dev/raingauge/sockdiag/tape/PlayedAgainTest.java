package dev.raingauge.sockdiag.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.wire.Requests;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked more than once, or was longer than what is asked for now. */
class PlayedAgainTest {
    private static final TapeHead HEAD =
            new TapeHead(Instant.EPOCH, "web-1", "6.18", "test", "", "/proc", true, false);

    /** While playing, no kernel is asked. */
    private static final @Nullable Netlink NOBODY = null;

    @TempDir Path folder;

    /** A number that is given to another file between two looks. */
    @Test
    void aDescriptorIsWhatItWasWhenItWasListed() throws IOException {
        Path file = folder.resolve("tape.rg");
        Path descriptors = Files.createDirectories(folder.resolve("7/fd"));
        try (Recorder recorder = Recorder.into(file, HEAD)) {
            assertThat(recorder.look("demo")).isTrue();
            for (int inode = 1; inode <= 3; inode++) {
                Path descriptor = descriptors.resolve("3");
                Files.deleteIfExists(descriptor);
                Files.createSymbolicLink(descriptor, Path.of("socket:[" + inode + "]"));
                assertThat(seen(recorder, descriptors)).containsExactly("socket:[" + inode + "]");
            }
            Recorder.Written _ = recorder.end();
        }
        try (Player player = Player.open(file)) {
            assertThat(player.look("demo")).isTrue();
            for (int inode = 1; inode <= 3; inode++) {
                assertThat(seen(player, descriptors)).containsExactly("socket:[" + inode + "]");
            }
            player.rewind();
            assertThat(player.look("demo")).isTrue();
            assertThat(seen(player, descriptors)).containsExactly("socket:[1]");
        }
    }

    private static List<String> seen(Tape tape, Path directory) throws IOException {
        var targets = new ArrayList<String>();
        try (var names = Files.newDirectoryStream(tape.path(directory.toString()))) {
            for (Path name : names) {
                targets.add(Files.readSymbolicLink(name).toString());
            }
        }
        return targets;
    }

    /** A dump of a host with many sockets, of which a narrower question wants none. */
    @Test
    void aLongAnswerIsNarrowedHoweverLongItIs() throws Exception {
        Path file = folder.resolve("tape.rg");
        try (Recorder recorder = Recorder.into(file, HEAD)) {
            assertThat(recorder.look("demo")).isTrue();
            byte[] all = Requests.legacyTcp(TcpQuery.all());
            int question = recorder.ask(Kind.NETLINK, Messages.key("net:1", all));
            for (int i = 0; i < 30_000; i++) {
                recorder.datagram(question, message(18, 1));
            }
            recorder.datagram(question, message(3, 0)); // the end of the dump
            Recorder.Written _ = recorder.end();
        }
        try (Player player = Player.open(file);
                var netlink = player.netlink("net:1", NOBODY)) {
            assertThat(player.look("demo")).isTrue();
            netlink.send(Requests.legacyTcp(TcpQuery.of(TcpState.LISTEN)));
            byte[] left = netlink.receive().toArray(ValueLayout.JAVA_BYTE);
            assertThat(Messages.type(left, 0)).isEqualTo(3);
        }
    }

    private static byte[] message(int type, int state) {
        byte[] message = new byte[88];
        ByteBuffer data = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        data.putInt(0, 88).putShort(4, (short) type).put(17, (byte) state);
        return message;
    }
}
