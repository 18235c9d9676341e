package dev.raingauge.monitor.sample;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * An account of CPU time for each depth. Income flows in with the clock, a look is charged with
 * what it cost, and while an account is overdrawn its depth pauses: so the pause grows with the
 * measured cost, and over any longer time no more is spent than was granted. What a full account
 * cannot take goes to the overdrawn ones.
 *
 * <p>Unit: nanoseconds, of CPU time for money and of the ticker for time. Not thread-safe.
 */
final class Budget {
    /** An account holds at most what it earns in this time. */
    private static final double SAVINGS_NANOS = 10e9;

    /**
     * Credit of each account at the start: the first looks run uncompiled code and cost many times
     * what they cost later. The queues need most of it, for the code of ten passes a second is
     * compiled before the dear walks are.
     */
    private static final double START_CREDIT_NANOS = 0.3e9;

    private static final double START_CREDIT_OF_QUEUES_NANOS = 2e9;

    private static final class Account {
        /** CPU time per time. */
        final double income;

        final double deepestDebt;
        double balance;

        Account(Depth depth, double share) {
            balance = depth == Depth.QUEUES ? START_CREDIT_OF_QUEUES_NANOS : START_CREDIT_NANOS;
            income = share * depth.weight();
            // More debt than this would ask for more than the longest pause.
            deepestDebt = income * depth.longestPause().toNanos();
        }

        /** Takes the income of some time; returns what does not fit. */
        double earn(double elapsed) {
            double after = balance + elapsed * income;
            // Start credit above the savings stays until it is spent, but does not grow.
            double most = Math.max(balance, income * SAVINGS_NANOS);
            balance = Math.min(most, after);
            return after - balance;
        }
    }

    private final Map<Depth, Account> accounts = new EnumMap<>(Depth.class);
    private long last;

    /**
     * @param share what may be spent for all depths together, as part of one core: 0.01
     * @param now the ticker
     */
    Budget(double share, long now) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a CPU budget of " + share + " cores: more than 0 and at most 1 is possible");
        }
        for (Depth depth : Depth.values()) {
            accounts.put(depth, new Account(depth, share));
        }
        this.last = now;
    }

    /** Lets the income of the time since the last call flow in. */
    void accrue(long now) {
        double elapsed = Math.max(0, now - last);
        last = now;
        double over = 0;
        double needy = 0;
        for (Account account : accounts.values()) {
            over += account.earn(elapsed);
            needy += account.balance < 0 ? account.income : 0;
        }
        for (Account account : accounts.values()) {
            if (account.balance < 0) {
                double gift = over * account.income / needy;
                account.balance = Math.min(0, account.balance + gift);
            }
        }
    }

    /** Takes what a look cost; debts end at what the longest pause can pay back. */
    void charge(Depth depth, long cpuNanos) {
        Account account = account(depth);
        account.balance = Math.max(-account.deepestDebt, account.balance - cpuNanos);
    }

    /** Until this depth is out of debt; 0 if it may look now. */
    long pauseNanos(Depth depth) {
        Account account = account(depth);
        return account.balance >= 0 ? 0 : (long) Math.ceil(-account.balance / account.income);
    }

    private Account account(Depth depth) {
        return Objects.requireNonNull(accounts.get(depth));
    }
}
