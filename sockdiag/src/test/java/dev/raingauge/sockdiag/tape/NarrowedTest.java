package dev.raingauge.sockdiag.tape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpQuery;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.wire.Requests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Which recorded question serves for which other one, and what is left of its answer. */
class NarrowedTest {
    private static final byte[] ALL = Requests.legacyTcp(TcpQuery.all());
    private static final byte[] LISTENING =
            Requests.legacyTcp(TcpQuery.of(TcpState.LISTEN).atSourcePort(80));

    @Test
    void moreServesForLessAndNotTheOtherWay() {
        assertThat(Narrowed.covers(ALL, LISTENING)).isTrue();
        assertThat(Narrowed.covers(LISTENING, ALL)).isFalse();
        byte[] detailed = Requests.legacyTcp(TcpQuery.all().with(TcpQuery.Detail.INFO));
        assertThat(Narrowed.covers(detailed, ALL)).isTrue();
        assertThat(Narrowed.covers(ALL, detailed)).isFalse();
        assertThat(Narrowed.covers(Requests.unixAll(), Requests.unixListeners())).isTrue();
        assertThat(Narrowed.covers(Requests.unixListeners(), Requests.unixAll())).isFalse();
    }

    @Test
    void anotherProtocolIsAnotherQuestion() {
        byte[] v4 = Requests.tcp(TcpQuery.all(), IpAddress.Version.V4);
        assertThat(Narrowed.covers(v4, Requests.tcp(TcpQuery.all(), IpAddress.Version.V6)))
                .isFalse();
        assertThat(Narrowed.covers(ALL, v4)).isFalse();
        assertThat(Narrowed.covers(ALL, new byte[20])).isFalse();
    }

    @Test
    void onlyWhatIsAskedForIsLeft() {
        byte[] datagram = new byte[4 * 88];
        message(datagram, 0, 18, 10, 80);
        message(datagram, 1, 18, 10, 81);
        message(datagram, 2, 18, 1, 80);
        message(datagram, 3, 3, 0, 0); // the end of the dump
        byte[] left = Narrowed.answer(datagram, LISTENING);
        assertThat(left).hasSize(2 * 88);
        assertThat(left[17]).isEqualTo((byte) 10);
        assertThat(Messages.type(left, 88)).isEqualTo(3);
    }

    private static void message(byte[] datagram, int index, int type, int state, int port) {
        ByteBuffer data = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        int at = index * 88;
        data.putInt(at, 88).putShort(at + 4, (short) type).put(at + 17, (byte) state);
        data.order(ByteOrder.BIG_ENDIAN).putShort(at + 20, (short) port);
    }
}
