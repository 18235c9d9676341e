package dev.raingauge.monitor.analyse;

import java.util.List;

/**
 * What the list of the lab says of one scenario.
 *
 * @param rules what must be found; empty for a healthy one
 * @param looksLike the scenarios that a healthy one is compared with
 */
public record LabScenario(String name, List<String> rules, List<String> looksLike) {
    public LabScenario {
        rules = List.copyOf(rules);
        looksLike = List.copyOf(looksLike);
    }

    /**
     * Scenarios about the same thing.
     *
     * @param title some words for a heading
     */
    public record Group(String title, List<LabScenario> scenarios) {
        public Group {
            scenarios = List.copyOf(scenarios);
        }
    }
}
