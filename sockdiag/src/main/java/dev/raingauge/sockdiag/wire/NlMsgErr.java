package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.S32;
import static dev.raingauge.sockdiag.wire.Layouts.align;
import static dev.raingauge.sockdiag.wire.Layouts.offset;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * {@code struct nlmsgerr} of {@code include/uapi/linux/netlink.h}: a refusal, and the message that
 * is refused. Attributes may follow that say why (extended acknowledgement).
 */
final class NlMsgErr {
    static final StructLayout LAYOUT =
            structLayout(S32.withName("error"), NlMsgHdr.LAYOUT.withName("msg"))
                    .withName("nlmsgerr");

    /** An attribute: the kernel's reason in words, NUL at its end. */
    static final int NLMSGERR_ATTR_MSG = 1;

    /** The highest errno that a system call can return ({@code include/linux/err.h}). */
    private static final int MAX_ERRNO = 4095;

    private static final long ERROR = offset(LAYOUT, "error");
    private static final long MSG = offset(LAYOUT, "msg");

    private NlMsgErr() {}

    /**
     * The error number of an {@code int} that the kernel sends as 0 or negative, as in an error and
     * in {@code NLMSG_DONE}.
     */
    static int errno(MemorySegment data, long at, long end) throws MalformedMessageException {
        MalformedMessageException.require("error", at, S32.byteSize(), end);
        int error = data.get(S32, at + ERROR);
        if (error > 0 || error < -MAX_ERRNO) {
            throw new MalformedMessageException("error", at, "is " + error + ", no errno");
        }
        return -error;
    }

    /**
     * Where the attributes of an error begin: behind the refused message, of which only the header
     * is there if it was capped or nothing was wrong.
     */
    static long attributes(MemorySegment data, long at, long end, int flags)
            throws MalformedMessageException {
        MalformedMessageException.require("nlmsgerr", at, LAYOUT.byteSize(), end);
        boolean capped = (flags & NlMsgHdr.NLM_F_CAPPED) != 0 || data.get(S32, at + ERROR) == 0;
        long refused = capped ? NlMsgHdr.SIZE : NlMsgHdr.length(data, at + MSG);
        if (refused < NlMsgHdr.SIZE || refused > end - at - MSG) {
            throw new MalformedMessageException("nlmsgerr.msg", at + MSG, refused, end - at - MSG);
        }
        return at + MSG + align(refused);
    }

    /** The kernel's words among these attributes; empty where it says none. */
    static String words(NlAttr attributes, MemorySegment data, long from, long end)
            throws MalformedMessageException {
        String words = "";
        attributes.over(data, from, end);
        while (attributes.next()) {
            if (attributes.type() == NLMSGERR_ATTR_MSG) {
                byte[] bytes =
                        data.asSlice(attributes.at(), attributes.length())
                                .toArray(ValueLayout.JAVA_BYTE);
                words = new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
            }
        }
        return words;
    }
}
