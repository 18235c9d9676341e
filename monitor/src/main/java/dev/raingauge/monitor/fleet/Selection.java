package dev.raingauge.monitor.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the user wants to see of the fleet, as selectors of PromQL. */
record Selection(List<LabelMatcher> matchers) {
    /** Listeners. */
    String of(String metric, String... more) {
        return selector(metric, _ -> true, more);
    }

    /** Figures of a host as a whole, which have no label of a listener. */
    String ofHosts(String metric, String... more) {
        return selector(metric, LabelMatcher::isOfHosts, more);
    }

    /** Figures of a namespace as a whole. */
    String ofNamespaces(String metric, String... more) {
        return selector(metric, LabelMatcher::isOfNamespaces, more);
    }

    /** Whether single listeners were asked for, and not all of a namespace. */
    boolean namesListeners() {
        return !matchers.stream().allMatch(LabelMatcher::isOfNamespaces);
    }

    private String selector(String metric, Predicate<LabelMatcher> wanted, String... more) {
        var all = new ArrayList<>(List.of(more));
        matchers.stream().filter(wanted).map(LabelMatcher::promql).forEach(all::add);
        return metric + "{" + String.join(",", all) + "}";
    }
}
