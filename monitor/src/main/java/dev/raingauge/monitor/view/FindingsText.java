package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of {@code doctor}: the verdict, then a block for each trouble. */
public final class FindingsText {
    private static final int LABEL = 10;

    private final boolean named;
    private final Page page;
    private final Appendable out;

    private FindingsText(boolean named, Page page, Appendable out) {
        this.named = named;
        this.page = page;
        this.out = out;
    }

    /**
     * Writes it.
     *
     * @param scope what was looked at, for people: "namespace host"
     * @param observed how long was looked
     * @param named whether each finding names its namespace
     */
    public static void write(
            Look look,
            String scope,
            Duration observed,
            List<Finding> findings,
            boolean named,
            Page page,
            Appendable out)
            throws IOException {
        var text = new FindingsText(named, page, out);
        List<Trouble> troubles = Trouble.of(findings);
        text.verdict(Verdict.of(findings), troubles, scope, observed);
        for (Trouble trouble : troubles) {
            text.trouble(trouble);
        }
        out.append('\n');
        Foot.write(look, page, out);
    }

    private void verdict(Verdict verdict, List<Trouble> troubles, String scope, Duration observed)
            throws IOException {
        long problems =
                troubles.stream().filter(trouble -> trouble.severity() != Severity.INFO).count();
        String words =
                switch (verdict) {
                    case OK ->
                            troubles.isEmpty()
                                    ? "nothing found."
                                    : "nothing is lost; worth knowing: " + troubles.size() + ".";
                    case WARNING, CRITICAL -> FindingTexts.count(problems, "problem") + " found.";
                    case UNKNOWN -> "nothing could be looked at.";
                };
        Style style =
                switch (verdict) {
                    case OK -> Style.HEAD;
                    case WARNING, UNKNOWN -> Style.WARN;
                    case CRITICAL -> Style.BAD;
                };
        String label = verdict.label().toUpperCase(Locale.ROOT) + ": ";
        String text =
                label
                        + words
                        + " Observed "
                        + page.printable(scope)
                        + " for "
                        + Units.duration(observed)
                        + ".";
        String lines = String.join("\n", Letters.lines(text, page.textWidth() - 1));
        String word = label.substring(0, label.length() - 2);
        out.append(style.on(word, page)).append(lines.substring(word.length())).append('\n');
    }

    private void trouble(Trouble trouble) throws IOException {
        Case main = trouble.main().common();
        Style style =
                switch (trouble.severity()) {
                    case INFO -> Style.HEAD;
                    case WARNING -> Style.WARN;
                    case CRITICAL -> Style.BAD;
                };
        String rules = trouble.all().stream().map(Finding::rule).collect(Collectors.joining(", "));
        var title = new StringBuilder();
        if (named) {
            title.append(main.subject().namespace().name()).append(" ");
        }
        main.subject().address().ifPresent(address -> title.append(address).append(" "));
        title.append(rules).append(" (").append(main.confidence().label()).append(')');
        head(trouble.severity().label().toUpperCase(Locale.ROOT), style, title.toString());
        Advice advice = FindingTexts.of(trouble.main());
        if (trouble.main() instanceof HostFinding.OverflowElsewhere) {
            paragraph("proof", trouble.proof()); // there may be many of them
            list("do", advice.remedy());
            return;
        }
        paragraph("", trouble.summary());
        paragraph("proof", trouble.proof());
        list("do", advice.remedy());
        list("don't", advice.notHelpful());
        if (trouble.severity() != Severity.INFO) {
            list("check", advice.checks());
        }
    }

    private void head(String severity, Style style, String title) throws IOException {
        out.append('\n').append(style.on(severity, page));
        String between = " ".repeat(Math.max(2, LABEL - severity.length()));
        for (String line : Letters.lines(page.printable(title), page.textWidth() - LABEL - 1)) {
            out.append(between).append(Style.HEAD.on(line, page)).append('\n');
            between = " ".repeat(LABEL);
        }
    }

    private void list(String label, List<String> items) throws IOException {
        String first = label;
        for (String item : items) {
            paragraph(first, item);
            first = "";
        }
    }

    /** A label at the left, and the text beside it. */
    private void paragraph(String label, String text) throws IOException {
        String head = label;
        for (String line : Letters.lines(page.printable(text), page.textWidth() - LABEL - 1)) {
            String left = Letters.padded("  " + head, LABEL);
            out.append(Style.DIM.on(left, page)).append(line).append('\n');
            head = "";
        }
    }
}
