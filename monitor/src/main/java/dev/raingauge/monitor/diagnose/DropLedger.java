package dev.raingauge.monitor.diagnose;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Takes the drops of a namespace apart and gives them to the listeners that caused them.
 *
 * <p>{@code ListenDrops = ListenOverflows + TCPReqQFullDrop + other}, and each of them also raises
 * the counter of the listener concerned. So a cause that grew in an interval belongs to listeners
 * whose own counter grew in it: of those, to the ones that were full, since only a full queue
 * overflows. A listener that is merely scanned has drops of its own and no full queue, and gets
 * none. The two readings are not one instant: what finds no partner waits for one more interval.
 */
final class DropLedger {
    private long pendingOverflows;
    private long pendingSynQueue;
    private long pendingOther;
    private long carriedOverflows;
    private long unattributed;

    /**
     * One interval.
     *
     * @param overflows growth of {@code ListenOverflows}
     * @param synQueue growth of {@code TCPReqQFullDrop}
     * @param listenDrops growth of {@code ListenDrops}, everything included
     * @param second the second of the observation in which it ended
     * @param accounts of every listening socket of the namespace; closed for the interval
     *     afterwards
     */
    void interval(
            long overflows,
            long synQueue,
            long listenDrops,
            int second,
            Collection<DropAccount> accounts) {
        pendingOverflows += overflows;
        pendingSynQueue += synQueue;
        pendingOther += Math.max(0, listenDrops - overflows - synQueue);
        if (pendingOverflows + pendingSynQueue + pendingOther > 0) {
            List<DropAccount> able = accounts.stream().filter(a -> a.credit() > 0).toList();
            giveOverflows(able, second);
            pendingSynQueue -=
                    give(pendingSynQueue, able, DropAccount::credit, DropAccount::claimSynQueue);
            pendingOther -= give(pendingOther, able, DropAccount::credit, DropAccount::claimOther);
        }
        // An overflow that found no listener in two intervals will find none.
        unattributed += Math.min(carriedOverflows, pendingOverflows);
        pendingOverflows -= Math.min(carriedOverflows, pendingOverflows);
        carriedOverflows = pendingOverflows;
        accounts.forEach(DropAccount::close);
    }

    /**
     * Overflows that no listener's own drops explain: it was closed meanwhile, or the kernel does
     * not count.
     */
    long unattributedOverflows() {
        return unattributed + pendingOverflows;
    }

    private void giveOverflows(List<DropAccount> able, int second) {
        if (pendingOverflows == 0 || able.isEmpty()) {
            return;
        }
        List<DropAccount> candidates = narrow(able);
        Confidence sure = sureness(able, candidates);
        pendingOverflows -=
                give(
                        pendingOverflows,
                        candidates,
                        DropAccount::credit,
                        (account, packets) -> account.claimOverflows(packets, sure, second));
    }

    private static List<DropAccount> narrow(List<DropAccount> able) {
        List<Predicate<DropAccount>> tiers =
                List.of(DropAccount::full, DropAccount::everFull, DropAccount::waiting);
        for (Predicate<DropAccount> tier : tiers) {
            List<DropAccount> found = able.stream().filter(tier).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return able;
    }

    private static Confidence sureness(List<DropAccount> able, List<DropAccount> candidates) {
        if (able.size() == 1) {
            return Confidence.CERTAIN;
        }
        boolean proven = candidates.stream().allMatch(DropAccount::everFull);
        return proven ? Confidence.LIKELY : Confidence.POSSIBLE;
    }

    private interface Claim {
        void take(DropAccount account, long packets);
    }

    /** Shares packets out by weight, to nobody more than its weight; says how many were taken. */
    private static long give(
            long packets,
            List<DropAccount> accounts,
            ToLongFunction<DropAccount> weight,
            Claim claim) {
        long left = packets;
        double total = 0;
        for (DropAccount account : accounts) {
            total += weight.applyAsLong(account);
        }
        long given = 0;
        for (DropAccount account : accounts) {
            long mine = weight.applyAsLong(account);
            long share = (long) Math.ceil(packets * (mine / Math.max(1, total)));
            long taken = Math.min(Math.min(share, mine), left);
            if (taken > 0) {
                claim.take(account, taken);
                left -= taken;
                given += taken;
            }
        }
        return given;
    }
}
