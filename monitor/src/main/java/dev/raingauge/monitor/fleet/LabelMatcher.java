package dev.raingauge.monitor.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One condition on a label, as PromQL has it: {@code instance=~"web.*"}.
 *
 * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
 * @param value as meant, without quotes and escapes
 */
public record LabelMatcher(String label, String operator, String value) {
    /** Labels that tell listeners of one host apart; no condition on hosts. */
    private static final Set<String> OF_LISTENERS =
            Set.of("namespace", "exported_namespace", "protocol", "address");

    /** Labels that only some of the metrics have. */
    private static final Set<String> OF_SOME_METRICS =
            Set.of("rule", "severity", "counter", "state", "depth", "le", "process", "cgroup");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final int LONGEST_VALUE = 1000;
    private static final int MOST = 20;

    /**
     * Refuses what can be no condition on hosts and listeners.
     *
     * @throws IllegalArgumentException with one line that says why
     */
    public LabelMatcher {
        if (!NAME.matcher(label).matches() || label.startsWith("__")) {
            throw new IllegalArgumentException(
                    "'" + label + "' is no name of a label; write instance=~\"web.*\"");
        }
        if (OF_SOME_METRICS.contains(label)) {
            throw new IllegalArgumentException(
                    "hosts and listeners are not chosen by '"
                            + label
                            + "', which only some metrics have; use job, instance, namespace,"
                            + " address or a label of your own");
        }
        if (value.length() > LONGEST_VALUE || value.chars().anyMatch(LabelMatcher::isHalf)) {
            throw new IllegalArgumentException(
                    "the value for '" + label + "' is no text of at most 1000 letters");
        }
    }

    private static boolean isHalf(int c) {
        return c == 0 || c == 0xfffd;
    }

    /**
     * The conditions that some words write: one each, or several as a selector {@code
     * {job="raingauge",instance!="old"}}. A value without quotes reaches to the end of the word,
     * for a shell takes quotes away.
     *
     * @throws IllegalArgumentException with one line that says why
     */
    public static List<LabelMatcher> parse(List<String> words) {
        var matchers = new ArrayList<LabelMatcher>();
        for (String word : words) {
            matchers.addAll(new MatcherParser(word).parse());
        }
        if (matchers.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " conditions");
        }
        return List.copyOf(matchers);
    }

    /** Whether it can be asked of a host as a whole. */
    boolean isOfHosts() {
        return !OF_LISTENERS.contains(label);
    }

    /** Whether it can be asked of a namespace as a whole. */
    boolean isOfNamespaces() {
        return isOfHosts() || label.endsWith("namespace");
    }

    /** As PromQL writes it. */
    String promql() {
        return label + operator + PromText.quoted(value);
    }
}
