package dev.raingauge.lab.scenario;

import java.util.List;

/**
 * Scenarios about the same thing.
 *
 * @param title some words for a heading: {@code the accept queue}
 */
public record ScenarioGroup(String title, List<Scenario> scenarios) {
    public ScenarioGroup {
        scenarios = List.copyOf(scenarios);
    }

    static ScenarioGroup of(String title, Scenario... scenarios) {
        return new ScenarioGroup(title, List.of(scenarios));
    }

    /** Every group, in the order in which one would learn them. */
    public static List<ScenarioGroup> all() {
        return Catalogue.GROUPS;
    }
}
