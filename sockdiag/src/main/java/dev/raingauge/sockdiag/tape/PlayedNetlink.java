package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.SyscallException;
import dev.raingauge.sockdiag.tape.TapeIndex.Answer;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A netlink socket that gives recorded answers, under the number of the question at hand. */
final class PlayedNetlink implements Netlink {
    private final Player player;
    private final TapeIndex index;
    private final String namespace;
    private @Nullable Answer answer;
    private byte @Nullable [] narrower;
    private int next;
    private int sequence;

    PlayedNetlink(Player player, TapeIndex index, String namespace) {
        this.player = player;
        this.index = index;
        this.namespace = namespace;
    }

    @Override
    public void send(byte[] bytes) throws SyscallException {
        sequence = Messages.sequence(bytes);
        Player.Found found = player.answer(namespace, bytes);
        answer = found.answer();
        narrower = found.more() ? bytes.clone() : null;
        next = 0;
        if (found.answer().frames() > 0) {
            TapeIndex.Part first = index.part(found.answer(), 0);
            if (first.fault() && first.bytes().length > 0 && first.bytes()[0] == Messages.SENDING) {
                throw failed(first);
            }
        }
    }

    @Override
    public MemorySegment receive() throws SyscallException {
        Answer asked = answer;
        byte[] question = narrower;
        while (asked != null && next < asked.frames()) {
            TapeIndex.Part part = index.part(asked, next++);
            if (part.fault()) {
                throw failed(part);
            }
            byte[] datagram =
                    question == null ? part.bytes() : Narrowed.answer(part.bytes(), question);
            if (datagram.length > 0) { // of a narrower question many are empty, the last is not
                Messages.number(datagram, sequence);
                return MemorySegment.ofArray(datagram).asReadOnly();
            }
        }
        throw new SyscallException("the recorded answer ends here", 0, "");
    }

    private static SyscallException failed(TapeIndex.Part part) {
        Fault fault = Fault.parse(part.bytes(), 1);
        if (fault.code() == Fault.Code.LEFT_OUT) {
            throw new TapeFailure(
                    "what this command asks for was left out of the recording by --redact");
        }
        return new SyscallException(fault.what(), fault.errno(), fault.advice());
    }

    @Override
    public void close() {
        answer = null;
    }
}
