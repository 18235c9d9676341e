package dev.raingauge.monitor.diagnose;

/**
 * A listener's part in the drops of its namespace. Unit: packets; one blocked client makes several.
 *
 * <p>The namespace counts causes ({@code ListenOverflows}, {@code TCPReqQFullDrop}) and not whose
 * they are; a listener counts its own drops ({@code sk_drops}) and not their cause, and mixes in
 * scans and stray segments. What grew in the same short interval belongs together.
 *
 * @param first what the listener's own counter said when it was first seen; 0 where it began later
 * @param own growth of that counter since, everything included; it goes on over a restart
 * @param overflows of these, overflows of the accept queue
 * @param synQueue of these, refused because the SYN queue was full ({@code TCPReqQFullDrop})
 * @param other of these, other growth of {@code ListenDrops}
 * @param deferred of the rest, bare ACKs to a listener that waits for data (TCP_DEFER_ACCEPT)
 * @param scanned of the rest, requests that were reset before they were connections
 * @param noise the rest: stray segments, and the second count of a dropped final ACK
 * @param confidence how sure the attribution of overflows is
 * @param worstSecond the most overflows within one second
 * @param secondsRunning for how many seconds in a row, up to the last one, there were overflows
 */
public record DropShare(
        long first,
        long own,
        long overflows,
        long synQueue,
        long other,
        long deferred,
        long scanned,
        long noise,
        Confidence confidence,
        long worstSecond,
        int secondsRunning) {
    public static final DropShare NONE =
            new DropShare(0, 0, 0, 0, 0, 0, 0, 0, Confidence.CERTAIN, 0, 0);

    /** The own counter, as {@code ss -m} shows it where the listener was not restarted. */
    Change counter() {
        return new Change(first, first + own);
    }

    /** Another socket of the same address added. */
    DropShare plus(DropShare share) {
        return new DropShare(
                first + share.first(),
                own + share.own(),
                overflows + share.overflows(),
                synQueue + share.synQueue(),
                other + share.other(),
                deferred + share.deferred(),
                scanned + share.scanned(),
                noise + share.noise(),
                share.overflows() > 0 ? confidence.atMost(share.confidence()) : confidence,
                worstSecond + share.worstSecond(),
                Math.max(secondsRunning, share.secondsRunning()));
    }
}
