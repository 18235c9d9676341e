package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.LabCheck;
import dev.raingauge.monitor.analyse.LabCheck.Outcome;
import dev.raingauge.monitor.analyse.LabScenario;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code lab} shows around the text of the doctor. */
public final class LabText {
    private static final int NAME = 22;
    private static final int OUTCOME = 8;

    private final Page page;
    private final Appendable out;

    public LabText(Page page, Appendable out) {
        this.page = page;
        this.out = out;
    }

    /** Every scenario, with what must be found. */
    public void list(List<LabScenario.Group> groups) throws IOException {
        for (LabScenario.Group group : groups) {
            heading(group.title());
            for (LabScenario one : group.scenarios()) {
                entry(one);
            }
            out.append('\n');
        }
    }

    private void entry(LabScenario one) throws IOException {
        String left = "  " + Letters.padded(one.name(), NAME) + "  ";
        for (String line : Letters.lines(aim(one), page.textWidth() - left.length() - 1)) {
            out.append(left).append(style(one).on(line, page)).append('\n');
            left = " ".repeat(left.length());
        }
    }

    /** Of those that look like a healthy one, the first will do: it has one twin at least. */
    private static String aim(LabScenario one) {
        if (!one.rules().isEmpty()) {
            return String.join(", ", one.rules());
        }
        return "nothing: healthy"
                + one.looksLike().stream()
                        .findFirst()
                        .map(other -> ", and looks like " + other)
                        .orElse("");
    }

    private static Style style(LabScenario one) {
        return one.rules().isEmpty() ? Style.DIM : Style.PLAIN;
    }

    public void heading(String title) throws IOException {
        for (String line : Letters.lines(page.printable(title), page.textWidth() - 1)) {
            out.append(Style.HEAD.on(line, page)).append('\n');
        }
    }

    public void paragraph(String text) throws IOException {
        for (String line : Letters.lines(page.printable(text), page.textWidth() - 1)) {
            out.append(line).append('\n');
        }
    }

    /** Words to type; never broken, so that they can be copied. */
    public void commands(List<String> commands) throws IOException {
        for (String command : commands) {
            out.append("  ").append(page.printable(command)).append('\n');
        }
    }

    /** A word at the left, and under each other what belongs to it. */
    public void labelled(String label, List<String> items) throws IOException {
        String head = label;
        for (String item : items) {
            int room = page.textWidth() - OUTCOME - 3;
            for (String line : Letters.lines(page.printable(item), room)) {
                out.append(Style.DIM.on("  " + Letters.padded(head, OUTCOME), page));
                out.append(line).append('\n');
                head = "";
            }
        }
    }

    /** What had to be found and what was, one line each. */
    public void checks(List<LabCheck> checks) throws IOException {
        for (LabCheck check : checks) {
            Style style = check.right() ? Style.PLAIN : Style.BAD;
            String word = Letters.padded(word(check.outcome()), OUTCOME);
            out.append("  ").append(style.on(word, page));
            out.append(page.printable(check.what())).append('\n');
        }
        if (checks.isEmpty()) {
            out.append("  ").append(Letters.padded("nothing", OUTCOME));
            out.append("was found, and nothing had to be\n");
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case FOUND -> "found";
            case TRUE_AS_WELL -> "found";
            case MISSED -> "MISSED";
            case WRONG -> "WRONG";
        };
    }

    /** One scenario among all: whether the doctor was right, and where it was not. */
    public void row(String name, List<LabCheck> checks) throws IOException {
        boolean right = checks.stream().allMatch(LabCheck::right);
        row(name, right, right ? all(checks) : wrong(checks));
    }

    /** The same for one that could not be played. */
    public void failed(String name, String why) throws IOException {
        row(name, false, why);
    }

    private void row(String name, boolean right, String what) throws IOException {
        String word = Letters.padded(right ? "right" : "WRONG", OUTCOME);
        out.append((right ? Style.PLAIN : Style.BAD).on(word, page));
        String left = Letters.padded(name, NAME) + "  ";
        int room = page.textWidth() - OUTCOME - NAME - 3;
        for (String line : Letters.lines(page.printable(what), room)) {
            out.append(left).append(line).append('\n');
            left = " ".repeat(OUTCOME + NAME + 2);
        }
    }

    private static String all(List<LabCheck> checks) {
        return checks.isEmpty()
                ? "nothing"
                : checks.stream().map(LabCheck::rule).distinct().collect(Collectors.joining(", "));
    }

    private static String wrong(List<LabCheck> checks) {
        return checks.stream()
                .filter(check -> !check.right())
                .map(check ->
                        (check.outcome() == Outcome.MISSED ? "missed " : "found ") + check.what())
                .collect(Collectors.joining(", "));
    }
}
