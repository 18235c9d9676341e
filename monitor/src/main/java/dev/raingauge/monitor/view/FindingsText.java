package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.HostFinding;
import dev.raingauge.monitor.diagnose.QueueFinding.AcceptQueueOverflow;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Signal;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.diagnose.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<Block> blocks = blocks(findings);
        text.verdict(Verdict.of(findings), blocks, scope, observed);
        for (Block block : blocks) {
            text.block(block);
        }
        out.append('\n');
        Foot.write(look, page, out);
    }

    /** An overflow and what causes it are one trouble. */
    private record Block(Finding main, List<Finding> all) {
        Severity severity() {
            return all.stream()
                    .map(finding -> finding.common().severity())
                    .reduce(Severity.INFO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
    }

    private static List<Block> blocks(List<Finding> findings) {
        var blocks = new ArrayList<Block>();
        var used = new ArrayList<Finding>();
        for (Finding finding : findings) {
            if (finding instanceof AcceptQueueOverflow overflow && overflow.cause().isPresent()) {
                findings.stream()
                        .filter(other -> isCause(overflow, other))
                        .findFirst()
                        .ifPresent(cause -> {
                            blocks.add(new Block(cause, List.of(overflow, cause)));
                            used.addAll(List.of(overflow, cause));
                        });
            }
        }
        findings.stream()
                .filter(finding -> !used.contains(finding))
                .forEach(finding -> blocks.add(new Block(finding, List.of(finding))));
        blocks.sort((a, b) -> b.severity().compareTo(a.severity()));
        return blocks;
    }

    private static boolean isCause(AcceptQueueOverflow overflow, Finding other) {
        Subject here = overflow.common().subject();
        Subject there = other.common().subject();
        return overflow.cause().orElse("").equals(other.rule())
                && here.namespace().equals(there.namespace())
                && here.address().equals(there.address());
    }

    private void verdict(Verdict verdict, List<Block> blocks, String scope, Duration observed)
            throws IOException {
        long troubles = blocks.stream().filter(block -> block.severity() != Severity.INFO).count();
        String words =
                switch (verdict) {
                    case OK ->
                            blocks.isEmpty()
                                    ? "nothing found."
                                    : "nothing is lost; worth knowing: " + blocks.size() + ".";
                    case WARNING, CRITICAL -> FindingTexts.count(troubles, "problem") + " found.";
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

    private void block(Block block) throws IOException {
        Case main = block.main().common();
        Style style =
                switch (block.severity()) {
                    case INFO -> Style.HEAD;
                    case WARNING -> Style.WARN;
                    case CRITICAL -> Style.BAD;
                };
        String rules = block.all().stream().map(Finding::rule).collect(Collectors.joining(", "));
        var title = new StringBuilder();
        if (named) {
            title.append(main.subject().namespace().name()).append(" ");
        }
        main.subject().address().ifPresent(address -> title.append(address).append(" "));
        title.append(rules).append(" (").append(main.confidence().label()).append(')');
        head(block.severity().label().toUpperCase(Locale.ROOT), style, title.toString());
        Advice advice = FindingTexts.of(block.main());
        if (block.main() instanceof HostFinding.OverflowElsewhere) {
            paragraph("proof", proof(block)); // there may be many of them
            list("do", advice.remedy());
            return;
        }
        paragraph("", summary(block, advice));
        paragraph("proof", proof(block));
        list("do", advice.remedy());
        list("don't", advice.notHelpful());
        if (block.severity() != Severity.INFO) {
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

    /** That clients were refused comes first, then why. */
    private static String summary(Block block, Advice advice) {
        return block.all().size() == 1
                ? advice.summary()
                : FindingTexts.of(block.all().getFirst()).summary() + " " + advice.summary();
    }

    private static String proof(Block block) {
        Map<String, String> signals = new LinkedHashMap<>();
        for (Finding finding : block.all()) {
            for (Signal signal : finding.common().evidence()) {
                String before =
                        signal.before().isPresent()
                                ? number(signal.before().getAsDouble()) + " -> "
                                : "";
                signals.putIfAbsent(
                        signal.name(), signal.name() + " " + before + number(signal.after()));
            }
        }
        return String.join(", ", signals.values());
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : Double.toString(Math.round(value * 100) / 100.0);
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
