package dev.raingauge.monitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of a dashboard without a Grafana. */
class DashboardsTest {
    /** Names of units that Grafana knows; a name that it does not know is shown as it stands. */
    private static final Set<String> UNITS = Set.of("short", "s", "pps", "percentunit");

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
    private static final Set<String> BUILT_IN = Set.of("datasource", "__rate_interval");
    private static final Path FOLDER =
            Path.of(System.getProperty("raingauge.root", ".."), "packaging", "grafana");

    static List<Dashboard> dashboards() {
        return Dashboards.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theFileIsTheDashboard(Dashboard dashboard) throws IOException {
        Path file = FOLDER.resolve(dashboard.uid() + ".json");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, dashboard.json());
        }
        assertThat(dashboard.json())
                .as("%s (-Dgolden.update=true rewrites it)", file.getFileName())
                .isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void eachPanelSaysWhatItShowsInAUnitThatGrafanaKnows(Dashboard dashboard) {
        var titles = new HashSet<String>();
        for (Panel panel : dashboard.panels()) {
            assertThat(titles.add(panel.title())).as("one panel %s", panel.title()).isTrue();
            assertThat(panel.about()).as(panel.title()).endsWith(".");
            assertThat(UNITS).as(panel.title()).contains(panel.unit());
            assertThat(panel.queries()).as(panel.title()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void eachVariableIsDeclaredAndUsed(Dashboard dashboard) {
        var used = new HashSet<String>();
        for (Panel panel : dashboard.panels()) {
            panel.queries().forEach(query -> used.addAll(variables(query.expression())));
        }
        var declared = new HashSet<>(BUILT_IN);
        for (Dashboard.Variable variable : dashboard.variables()) {
            declared.add(variable.name());
            assertThat(declared).as(variable.query()).containsAll(variables(variable.query()));
        }
        assertThat(declared).containsAll(used);
        assertThat(used)
                .containsAll(dashboard.variables().stream().map(Dashboard.Variable::name).toList());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void idsAreUniqueAndEveryPanelAsksTheChosenSource(Dashboard dashboard) {
        String json = dashboard.json();
        int panels = dashboard.panels().size();
        for (int id = 1; id <= panels; id++) {
            assertThat(json).containsOnlyOnce("\"id\": " + id + ",");
        }
        assertThat(json.split("\"uid\": \"\\$\\{datasource}\"", -1).length - 1)
                .isGreaterThanOrEqualTo(2 * panels);
        assertThat(json).doesNotContain("localhost", "DS_");
    }

    private static Set<String> variables(String expression) {
        var found = new HashSet<String>();
        VARIABLE.matcher(expression)
                .results()
                .forEach(match ->
                        found.add(match.group(1) == null ? match.group(2) : match.group(1)));
        return found;
    }
}
