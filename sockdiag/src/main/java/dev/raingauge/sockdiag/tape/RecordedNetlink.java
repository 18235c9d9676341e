package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.sys.Netlink;
import dev.raingauge.sockdiag.sys.SyscallException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A netlink socket whose questions and answers are written down. */
final class RecordedNetlink implements Netlink {
    private final Recorder recorder;
    private final String namespace;
    private final Netlink live;
    private int question;

    /** Whether answers to the question at hand may not be written down. */
    private boolean leftOut;

    RecordedNetlink(Recorder recorder, String namespace, Netlink live) {
        this.recorder = recorder;
        this.namespace = namespace;
        this.live = live;
    }

    @Override
    public void send(byte[] bytes) throws SyscallException {
        Redactor redactor = recorder.redactor();
        byte[] told = redactor == null ? bytes : redactor.question(bytes);
        question = recorder.ask(Kind.NETLINK, Messages.key(namespace, told));
        leftOut = redactor != null && !redactor.knows(bytes);
        if (leftOut) {
            recorder.fault(question, Messages.SENDING, Fault.LEFT_OUT);
        }
        try {
            live.send(bytes);
        } catch (SyscallException e) {
            recorder.fault(question, Messages.SENDING, Fault.of(e));
            throw e;
        }
    }

    @Override
    public MemorySegment receive() throws SyscallException {
        MemorySegment datagram;
        try {
            datagram = live.receive();
        } catch (SyscallException e) {
            recorder.fault(question, Messages.RECEIVING, Fault.of(e));
            throw e;
        }
        if (!leftOut) {
            Redactor redactor = recorder.redactor();
            byte[] bytes = datagram.toArray(ValueLayout.JAVA_BYTE);
            recorder.datagram(question, redactor == null ? bytes : redactor.datagram(bytes));
        }
        return datagram;
    }

    @Override
    public void close() {
        live.close();
    }
}
