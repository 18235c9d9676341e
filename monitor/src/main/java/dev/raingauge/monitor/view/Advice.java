package dev.raingauge.monitor.view;

import java.util.List;

/**
 * A finding in words. Names from outside are in it as they are: whoever prints it to a terminal
 * must escape it.
 *
 * @param summary what happens and how that is known, one or two sentences
 * @param remedy what to do, the first step first
 * @param notHelpful what one might try and what does not help
 * @param checks how to see that it worked
 */
public record Advice(
        String summary, List<String> remedy, List<String> notHelpful, List<String> checks) {
    public Advice {
        remedy = List.copyOf(remedy);
        notHelpful = List.copyOf(notHelpful);
        checks = List.copyOf(checks);
    }
}
