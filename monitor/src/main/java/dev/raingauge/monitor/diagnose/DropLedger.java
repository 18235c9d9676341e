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
    /**
     * Who may have overflowed unseen, best first: in a short burst a queue is full for
     * milliseconds.
     */
    private static final List<Predicate<DropAccount>> UNSEEN =
            List.of(
                    account -> account.waiting() && account.clean(),
                    account -> account.everFull() && account.clean(),
                    DropAccount::clean);

    /** Who may have refused a SYN, best first. */
    private static final List<Predicate<DropAccount>> REFUSED =
            List.of(DropAccount::synQueueFull, DropAccount::clean);

    /** Who may wait for data, best first: its requests stay half-open. */
    private static final List<Predicate<DropAccount>> DEFERRED = List.of(DropAccount::halfOpen);

    /** Fewer may be the lag between two readings. */
    private static final long LEAST_TO_FIT = 3;

    private final Pending overflows = new Pending();
    private final Pending synQueue = new Pending();
    private final Pending other = new Pending();
    private final Pending deferred = new Pending();
    private final Pending embryonic = new Pending();
    private long unattributed;
    private boolean begun;

    /**
     * One interval.
     *
     * @param grown what the namespace counted in it
     * @param second the second of the observation in which it ended
     * @param accounts of every listening socket of the namespace; closed for the interval
     *     afterwards
     */
    void interval(Growth grown, int second, Collection<DropAccount> accounts) {
        overflows.add(grown.overflows());
        synQueue.add(grown.synQueue());
        other.add(grown.other());
        deferred.add(grown.deferred());
        embryonic.add(grown.embryonic());
        if (overflows.packets() > 0) {
            giveOverflows(accounts, second);
        }
        giveOther(synQueue, REFUSED, accounts, DropAccount::claimSynQueue);
        giveOther(other, REFUSED, accounts, DropAccount::claimOther);
        giveOther(deferred, DEFERRED, accounts, DropAccount::claimDeferred);
        giveOther(embryonic, List.of(), accounts, DropAccount::claimScanned);
        unattributed += overflows.expire();
        List.of(synQueue, other, deferred, embryonic).forEach(Pending::expire);
        accounts.forEach(begun ? DropAccount::close : DropAccount::closeFirst);
        begun = true;
    }

    /** The counters began anew: nothing may be matched across it. */
    void reset(Collection<DropAccount> accounts) {
        begun = false;
        List.of(overflows, synQueue, other, deferred, embryonic).forEach(Pending::clear);
        accounts.forEach(DropAccount::close);
    }

    /**
     * Overflows that no listener's own drops explain: it was closed meanwhile, or the kernel does
     * not count. Those of the last interval may still find one and are not in it.
     */
    long unattributedOverflows() {
        return unattributed;
    }

    private void giveOverflows(Collection<DropAccount> accounts, int second) {
        List<DropAccount> able = having(accounts, account -> account.overflowCredit() > 0);
        List<DropAccount> full = having(able, DropAccount::full);
        if (!full.isEmpty()) {
            Confidence sure = able.size() == 1 ? Confidence.CERTAIN : Confidence.LIKELY;
            claim(full, overflows.packets(), sure, second);
            rest(able, full, true, second);
        } else if (accounts.stream().anyMatch(DropAccount::full)) {
            // It is likely theirs, and their own counter was read a moment too early.
            rest(able, List.of(), true, second);
        } else {
            List<DropAccount> unseen = first(UNSEEN, having(able, DropAccount::clean));
            Confidence sure = able.size() == 1 ? Confidence.LIKELY : Confidence.POSSIBLE;
            claim(unseen, overflows.packets(), sure, second);
            rest(able, unseen, false, second);
            // One that is scanned all the time may overflow too, but is not the first to ask.
            claim(able, overflows.carried(), Confidence.POSSIBLE, second);
        }
    }

    private void claim(List<DropAccount> accounts, long most, Confidence sure, int second) {
        give(
                overflows,
                most,
                accounts,
                DropAccount::overflowCredit,
                (account, packets) -> account.claimOverflows(packets, sure, second));
    }

    /**
     * What is too much for the full ones goes to another listener only where the numbers fit: a
     * queue that overflowed between two samples. A scan has numbers of its own, and where a queue
     * is full nobody who is scanned is asked.
     */
    private void rest(
            List<DropAccount> able, List<DropAccount> served, boolean fullSomewhere, int second) {
        long left = overflows.packets();
        if (left < LEAST_TO_FIT) {
            return;
        }
        List<DropAccount> fits =
                having(
                        able,
                        account ->
                                !served.contains(account)
                                        && account.credit() >= left
                                        && account.credit() <= 2 * left);
        List<DropAccount> clean = having(fits, DropAccount::clean);
        List<DropAccount> fitting = clean.isEmpty() && !fullSomewhere ? fits : clean;
        if (fitting.size() == 1) {
            claim(fitting, left, Confidence.POSSIBLE, second);
        }
    }

    private static void giveOther(
            Pending pending,
            List<Predicate<DropAccount>> tiers,
            Collection<DropAccount> accounts,
            Claim claim) {
        if (pending.packets() > 0) {
            List<DropAccount> able = having(accounts, account -> account.credit() > 0);
            give(pending, pending.packets(), first(tiers, able), DropAccount::credit, claim);
        }
    }

    private static List<DropAccount> first(
            List<Predicate<DropAccount>> tiers, List<DropAccount> able) {
        for (Predicate<DropAccount> tier : tiers) {
            List<DropAccount> found = having(able, tier);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return able;
    }

    private static List<DropAccount> having(
            Collection<DropAccount> accounts, Predicate<DropAccount> what) {
        return accounts.stream().filter(what).toList();
    }

    private interface Claim {
        void take(DropAccount account, long packets);
    }

    /** Shares at most so many packets out by weight, to nobody more than its weight. */
    private static void give(
            Pending pending,
            long packets,
            List<DropAccount> accounts,
            ToLongFunction<DropAccount> weight,
            Claim claim) {
        double total = 0;
        for (DropAccount account : accounts) {
            total += weight.applyAsLong(account);
        }
        long left = packets;
        for (DropAccount account : accounts) {
            long mine = weight.applyAsLong(account);
            long share = (long) Math.ceil(packets * (mine / Math.max(1, total)));
            long taken = Math.min(Math.min(share, mine), left);
            if (taken > 0) {
                claim.take(account, taken);
                left -= taken;
            }
        }
        pending.claimed(packets - left);
    }
}
