package dev.raingauge.monitor.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers that a server would give, written as lines: {@code name a=b c=d : 1 2 3}. The points of a
 * course are a minute apart and end now; {@code -} is none.
 */
final class Script implements Asking {
    /** What the server's clock shows. */
    static final long NOW = 1_764_106_432;

    /** What was asked. */
    final List<String> asked = new ArrayList<>();

    /** The longest question, in letters. */
    int longest;

    private final Map<String, List<Series>> answers = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** What is answered to questions of a kind. */
    Script answer(String kind, String... lines) {
        answers.put(kind, List.of(lines).stream().map(Script::series).toList());
        return this;
    }

    Script warn(String warning) {
        warnings.add(warning);
        return this;
    }

    Script fail(String kind, String why) {
        failures.put(kind, why);
        return this;
    }

    /** From now on all is well. */
    void recover() {
        failures.clear();
        warnings.clear();
    }

    @Override
    public List<Answer> ask(List<Question> questions) throws FleetException {
        var all = new ArrayList<Answer>();
        for (Question question : questions) {
            String kind = kind(question);
            asked.add(kind);
            longest = Math.max(longest, question.promql().length());
            String why = failures.get(kind);
            if (why != null) {
                throw new FleetException(why);
            }
            all.add(new Answer(answers.getOrDefault(kind, List.of()), warnings));
        }
        return all;
    }

    private static String kind(Question question) {
        String text = question.promql();
        return question instanceof Question.Over
                ? "course"
                : text.contains("\"hosts\"")
                        ? "census"
                        : text.contains("\"down\"")
                                ? "unseen"
                                : text.contains("2 * max_over_time")
                                        ? "findings"
                                        : text.contains("\"peak\"")
                                                ? "period"
                                                : text.contains("topk") ? topk(text) : "now";
    }

    private static String topk(String text) {
        return text.contains(Queries.DROPS) ? "drops" : "losses";
    }

    static Series series(String line) {
        int colon = line.lastIndexOf(" : ");
        Map<String, String> labels = new TreeMap<>();
        for (String word : line.substring(0, colon).split(" ", -1)) {
            int at = word.indexOf('=');
            labels.put(at < 0 ? "__name__" : word.substring(0, at), word.substring(at + 1));
        }
        String[] values = line.substring(colon + 3).split(" ", -1);
        var points = new ArrayList<Series.Point>();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].equals("-")) {
                points.add(
                        new Series.Point(
                                NOW - 60.0 * (values.length - 1 - i),
                                Double.parseDouble(values[i])));
            }
        }
        return new Series(labels, points);
    }
}
