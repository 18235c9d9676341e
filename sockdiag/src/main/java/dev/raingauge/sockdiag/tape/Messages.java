package dev.raingauge.sockdiag.tape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What a recording must know of netlink messages: how long each is, and its number. */
final class Messages {
    /** {@code struct nlmsghdr}: length, type, flags, number, port id. */
    static final int HEAD = 16;

    private static final int TYPE = 4;
    private static final int SEQUENCE = 8;

    /** Types from here on carry a socket. */
    private static final int FIRST_RECORD = 0x10;

    /** Whether a fault was met while sending or while receiving: a byte before it. */
    static final byte SENDING = 1;

    static final byte RECEIVING = 0;

    private Messages() {}

    /** What is done with each message of a datagram. */
    @FunctionalInterface
    interface Each {
        void at(int from, int end);
    }

    /** Goes through whole messages; one that claims more than there is ends the walk. */
    static void each(byte[] datagram, Each each) {
        ByteBuffer data = view(datagram);
        int at = 0;
        while (at + HEAD <= datagram.length) {
            int length = data.getInt(at);
            if (length < HEAD || length > datagram.length - at) {
                return;
            }
            each.at(at, at + length);
            at += (length + 3) & ~3;
        }
    }

    static ByteBuffer view(byte[] datagram) {
        return ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
    }

    static int sequence(byte[] question) {
        return view(question).getInt(SEQUENCE);
    }

    static int type(byte[] datagram, int at) {
        return Short.toUnsignedInt(view(datagram).getShort(at + TYPE));
    }

    /** Gives every message of a datagram a number. */
    static void number(byte[] datagram, int sequence) {
        ByteBuffer data = view(datagram);
        each(datagram, (at, _) -> data.putInt(at + SEQUENCE, sequence));
    }

    /** How many sockets a datagram tells of. */
    static int sockets(byte[] datagram) {
        var count = new int[1];
        each(
                datagram,
                (at, _) -> {
                    if (type(datagram, at) >= FIRST_RECORD) {
                        count[0]++;
                    }
                });
        return count[0];
    }

    /** What a question is called: its number is no part of it. */
    static String key(String namespace, byte[] question) {
        byte[] plain = question.clone();
        if (plain.length >= HEAD) {
            view(plain).putInt(SEQUENCE, 0);
        }
        return namespace + " " + new String(plain, StandardCharsets.ISO_8859_1);
    }
}
