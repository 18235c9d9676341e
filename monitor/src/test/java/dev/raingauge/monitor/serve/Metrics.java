package dev.raingauge.monitor.serve;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A metrics page, read back.
 *
 * @param values by name and labels, as the page writes them
 */
record Metrics(Map<String, Double> values) {
    static Metrics parse(String page) {
        Map<String, Double> values = new LinkedHashMap<>();
        page.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    String value = line.substring(space + 1);
                    values.put(
                            line.substring(0, space),
                            value.equals("+Inf")
                                    ? Double.POSITIVE_INFINITY
                                    : Double.parseDouble(value));
                });
        return new Metrics(values);
    }

    /** Without the namespaces of others, who may listen on the same ports. */
    Metrics within(String... namespaces) {
        Map<String, Double> ours = new LinkedHashMap<>(values);
        ours.keySet()
                .removeIf(sample ->
                        sample.contains("namespace=\"")
                                && Arrays.stream(namespaces)
                                        .noneMatch(name ->
                                                sample.contains("namespace=\"" + name + "\"")));
        return new Metrics(ours);
    }

    /** The one sample whose name and labels contain all of these. */
    OptionalDouble one(String... parts) {
        Map<String, Double> found = all(parts);
        if (found.size() > 1) {
            throw new AssertionError("several: " + found);
        }
        return found.values().stream().mapToDouble(value -> value).findFirst();
    }

    Map<String, Double> all(String... parts) {
        return values.entrySet().stream()
                .filter(entry -> {
                    for (String part : parts) {
                        if (!entry.getKey().contains(part)) {
                            return false;
                        }
                    }
                    return true;
                })
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    /** Those whose name is like this. */
    Map<String, Double> named(Pattern name) {
        return values.entrySet().stream()
                .filter(entry -> name.matcher(entry.getKey()).lookingAt())
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }
}
