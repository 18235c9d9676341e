package dev.raingauge.monitor.filter;

import java.util.List;
import java.util.Random;

/** Filters from a seed, in every spelling that ss takes. */
public final class RandomFilter {
    /** Conditions that meet the sockets of the tables. */
    public static final List<String> IN_TABLES =
            List.of(
                    "sport %c 22",
                    "dport %c :22",
                    "sport %c :ssh",
                    "dport %c 8080",
                    "sport %c 40000",
                    "src 127.0.0.1",
                    "dst 127.0.0.0/8",
                    "src [::1]",
                    "dst [fe80::/10]",
                    "src = 127.0.0.1:22",
                    "dst *:8080",
                    "src :22",
                    "dst [::1]:22",
                    "src 0.0.0.0/0",
                    "dst ::/0",
                    "dev lo",
                    "dev != lo",
                    "dev = 0",
                    "fwmark 1",
                    "fwmark = 0x1/0x1",
                    "fwmark != 2",
                    "cgroup /demo",
                    "cgroup != /demo",
                    "autobound",
                    "src *",
                    "src unix:/x",
                    "sport > 65535",
                    "sport != *");

    private static final List<String> COMPARISONS =
            List.of(
                    "=", "==", "eq", "!=", "ne", "neq", ">", "gt", "<", "lt", ">=", "ge", "geq",
                    "<=", "le", "leq");
    private static final List<String> ANDS = List.of(" and ", " & ", " && ", " ");
    private static final List<String> ORS = List.of(" or ", " | ", " || ");

    private final Random random;
    private final List<String> conditions;

    public RandomFilter(Random random, List<String> conditions) {
        this.random = random;
        this.conditions = conditions;
    }

    /** A filter with parentheses up to a depth. */
    public String text(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(7);
        return switch (kind) {
            case 0, 1 -> one(conditions).replace("%c", one(COMPARISONS));
            case 2 -> one(List.of("not ", "! ")) + operand(depth - 1);
            case 3, 4 -> operand(depth - 1) + one(ANDS) + operand(depth - 1);
            case 5 -> operand(depth - 1) + one(ORS) + operand(depth - 1);
            default -> text(depth - 1) + one(random.nextBoolean() ? ANDS : ORS) + text(depth - 1);
        };
    }

    private String operand(int depth) {
        return random.nextInt(3) == 0 ? text(0) : "( " + text(depth) + " )";
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
