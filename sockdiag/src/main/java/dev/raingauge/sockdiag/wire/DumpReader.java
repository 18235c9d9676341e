package dev.raingauge.sockdiag.wire;

import java.lang.foreign.MemorySegment;

/**
 * Walks through the datagrams that answer one question, and says when the answer is complete. One
 * object reads any number of answers one after the other: {@link #begin} each.
 *
 * <p>Messages with another sequence number are left over from a dump that was given up, and are
 * skipped. Types that it does not know are skipped as well: a newer kernel may send them.
 */
public final class DumpReader {
    private final RecordReader records;
    private final NlAttr attributes = new NlAttr();
    private int sequence;
    private boolean done = true;
    private boolean interrupted;
    private int errno;
    private String words = "";

    public DumpReader(RecordReader records) {
        this.records = records;
    }

    /** Begins the answer to the question of this number ({@link Requests#number}). */
    public void begin(int questionNumber) {
        sequence = questionNumber;
        done = false;
        interrupted = false;
        errno = 0;
        words = "";
    }

    /**
     * Reads one datagram. After a refusal the answer cannot be used, and what is still to come of
     * it is skipped by its number once {@link #begin} was called with another.
     *
     * @param datagram what was received, the whole of it; not kept
     * @return whether the answer is complete: look at {@link #errno} and {@link #interrupted} then
     * @throws MalformedMessageException if the datagram is not what it claims to be
     */
    public boolean accept(MemorySegment datagram) throws MalformedMessageException {
        long size = datagram.byteSize();
        if (size == 0) {
            throw new MalformedMessageException("nlmsghdr", 0, NlMsgHdr.SIZE, 0);
        }
        for (long at = 0; at < size && !done; ) {
            MalformedMessageException.require("nlmsghdr", at, NlMsgHdr.SIZE, size);
            long length = NlMsgHdr.length(datagram, at);
            if (length < NlMsgHdr.SIZE || length > size - at) {
                throw new MalformedMessageException(
                        "nlmsghdr",
                        at,
                        "claims " + length + " bytes, " + (size - at) + " are left");
            }
            if (NlMsgHdr.sequence(datagram, at) == sequence) {
                message(datagram, at, at + length);
            }
            at += Layouts.align(length);
        }
        return done;
    }

    private void message(MemorySegment datagram, long at, long end)
            throws MalformedMessageException {
        int type = NlMsgHdr.type(datagram, at);
        int flags = NlMsgHdr.flags(datagram, at);
        long body = at + NlMsgHdr.SIZE;
        if (type >= NlMsgHdr.NLMSG_MIN_TYPE) {
            if (records.reads(type)) {
                records.read(datagram, body, end);
            }
            // An answer that is no dump is one message, without an end.
            done = (flags & NlMsgHdr.NLM_F_MULTI) == 0;
        } else if (type == NlMsgHdr.NLMSG_DONE) {
            done(datagram, body, end, flags);
        } else if (type == NlMsgHdr.NLMSG_ERROR) {
            error(datagram, body, end, flags);
        } else if (type == NlMsgHdr.NLMSG_OVERRUN) {
            interrupted = true;
        }
        if (type != NlMsgHdr.NLMSG_ERROR) {
            interrupted |= (flags & NlMsgHdr.NLM_F_DUMP_INTR) != 0;
        }
    }

    /** The end of a dump, with the error that ended it early ({@code netlink_dump_done}). */
    private void done(MemorySegment datagram, long body, long end, int flags)
            throws MalformedMessageException {
        if (end - body >= Integer.BYTES) {
            errno = NlMsgErr.errno(datagram, body, end);
            if ((flags & NlMsgHdr.NLM_F_ACK_TLVS) != 0) {
                words = NlMsgErr.words(attributes, datagram, body + Integer.BYTES, end);
            }
        }
        done = true;
    }

    private void error(MemorySegment datagram, long body, long end, int flags)
            throws MalformedMessageException {
        errno = NlMsgErr.errno(datagram, body, end);
        if ((flags & NlMsgHdr.NLM_F_ACK_TLVS) != 0) {
            long from = NlMsgErr.attributes(datagram, body, end, flags);
            words = NlMsgErr.words(attributes, datagram, from, end);
        }
        done = true;
    }

    /**
     * Whether the kernel said that the answer was interrupted by a change ({@code
     * NLM_F_DUMP_INTR}), or that a part of it was lost: something may be missing from it.
     */
    public boolean interrupted() {
        return interrupted;
    }

    /** The error number that ended the answer; 0 where none did. */
    public int errno() {
        return errno;
    }

    /** The kernel's own words for the error; empty where it sent none. */
    public String words() {
        return words;
    }
}
