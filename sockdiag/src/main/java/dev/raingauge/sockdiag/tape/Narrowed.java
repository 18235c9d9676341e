package dev.raingauge.sockdiag.tape;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A question that asks for less than a recorded one: fewer states, one port, fewer details. The
 * recorded answer holds what it asks for; the rest is left away as the kernel would have done.
 *
 * <p>Filters are the kernel's own programs and not run here, so a question with another filter is
 * another question.
 */
final class Narrowed {
    private static final int HEAD = Messages.HEAD;

    /** {@code TCPDIAG_GETSOCK}, {@code SOCK_DIAG_BY_FAMILY}. */
    private static final int OLD = 18;

    private static final int BY_FAMILY = 20;
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    /** Where the fields of a question are, by its bytes; 0: it has no such field. */
    private record Fields(int states, int port, int bits, int bitsLength, int size) {
        /** {@code inet_diag_req}: states behind the id, {@code idiag_ext} in the fourth byte. */
        private static final Fields OF_OLD = new Fields(HEAD + 52, HEAD + 4, HEAD + 3, 1, 76);

        /** {@code inet_diag_req_v2}. */
        private static final Fields OF_INET = new Fields(HEAD + 4, HEAD + 8, HEAD + 2, 1, 72);

        /** {@code unix_diag_req}: {@code udiag_show} is what {@code idiag_ext} is elsewhere. */
        private static final Fields OF_UNIX = new Fields(HEAD + 4, 0, HEAD + 12, 4, 40);

        private static final Fields UNKNOWN = new Fields(0, 0, 0, 0, Integer.MAX_VALUE);

        static Fields of(byte[] question) {
            if (question.length <= HEAD) {
                return UNKNOWN;
            }
            Fields fields =
                    switch (Messages.type(question, 0)) {
                        case OLD -> OF_OLD;
                        case BY_FAMILY ->
                                switch (question[HEAD]) {
                                    case AF_INET, AF_INET6 -> OF_INET;
                                    case AF_UNIX -> OF_UNIX;
                                    default -> UNKNOWN;
                                };
                        default -> UNKNOWN;
                    };
            return question.length < fields.size ? UNKNOWN : fields;
        }

        int states(byte[] question) {
            return Messages.view(question).getInt(states);
        }

        short port(byte[] question) {
            return port == 0 ? 0 : Messages.view(question).getShort(port);
        }

        int bits(byte[] question) {
            return bitsLength == 1 ? question[bits] & 0xff : Messages.view(question).getInt(bits);
        }

        /** The question without these fields. */
        byte[] rest(byte[] question) {
            byte[] rest = question.clone();
            Arrays.fill(rest, 8, 12, (byte) 0);
            Arrays.fill(rest, states, states + 4, (byte) 0);
            Arrays.fill(rest, bits, bits + bitsLength, (byte) 0);
            if (port != 0) {
                Arrays.fill(rest, port, port + 2, (byte) 0);
            }
            return rest;
        }
    }

    private Narrowed() {}

    /** Whether the answer to a recorded question holds what is asked for. */
    static boolean covers(byte[] recorded, byte[] asked) {
        Fields fields = Fields.of(asked);
        return fields.states != 0
                && recorded.length == asked.length
                && Fields.of(recorded).equals(fields)
                && Arrays.equals(fields.rest(recorded), fields.rest(asked))
                && (fields.states(recorded) & fields.states(asked)) == fields.states(asked)
                && (fields.bits(recorded) & fields.bits(asked)) == fields.bits(asked)
                && (fields.port(recorded) == 0 || fields.port(recorded) == fields.port(asked));
    }

    /** A datagram with only the sockets that are asked for; it may be empty. */
    static byte[] answer(byte[] datagram, byte[] asked) {
        Fields fields = Fields.of(asked);
        int states = fields.states(asked);
        short port = fields.port(asked);
        boolean unix = asked[HEAD] == AF_UNIX && Messages.type(asked, 0) == BY_FAMILY;
        var out = new ByteArrayOutputStream(datagram.length);
        ByteBuffer data = Messages.view(datagram);
        Messages.each(
                datagram,
                (from, end) -> {
                    boolean socket = Messages.type(datagram, from) >= 0x10 && end - from > HEAD + 8;
                    int state = socket ? datagram[from + HEAD + (unix ? 2 : 1)] : 0;
                    boolean wanted =
                            !socket
                                    || ((states & (1 << state)) != 0
                                            && (port == 0
                                                    || data.getShort(from + HEAD + 4) == port));
                    if (wanted) {
                        out.write(datagram, from, end - from);
                        out.writeBytes(new byte[(from - end) & 3]);
                    }
                });
        return out.toByteArray();
    }
}
