package dev.raingauge.monitor.top;

import dev.raingauge.monitor.diagnose.Case;
import dev.raingauge.monitor.diagnose.Finding;
import dev.raingauge.monitor.diagnose.Severity;
import dev.raingauge.monitor.diagnose.Subject;
import dev.raingauge.monitor.terminal.Frame;
import dev.raingauge.monitor.terminal.Ink;
import dev.raingauge.monitor.view.Advice;
import dev.raingauge.monitor.view.FindingTexts;
import dev.raingauge.monitor.view.Letters;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.monitor.view.Trouble;
import dev.raingauge.monitor.view.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings in lines: the worst with its cause and remedy, the others as far as there is room. */
final class FindingsPane {
    private static final int INDENT = 2;

    /** Heads of others that the first ones leave room for. */
    private static final int MOST_HEADS = 3;

    private static final int LEAST_NAMESPACE = 6;

    private final Board board;
    private final int columns;
    private final Page page;

    FindingsPane(Board board, int columns, Page page) {
        this.board = board;
        this.columns = columns;
        this.page = page;
    }

    /** A piece of a line. */
    record Piece(String text, Ink ink) {}

    /** Lines for all of them, at most so many: the first ones whole, then their heads alone. */
    List<List<Piece>> lines(List<Trouble> troubles, int most) {
        var lines = new ArrayList<List<Piece>>();
        for (int i = 0; i < troubles.size(); i++) {
            int after = troubles.size() - i - 1;
            if (lines.size() == most - 1 && after > 0) {
                String more = "and " + (after + 1) + " more: Enter on a row shows its own";
                lines.add(List.of(new Piece(more, Ink.FAINT)));
                break;
            }
            List<List<Piece>> block = block(troubles.get(i));
            int room = most - lines.size() - Math.min(after, MOST_HEADS);
            boolean fits = block.size() <= room;
            lines.addAll(block.subList(0, fits ? block.size() : i == 0 ? Math.max(1, room) : 1));
        }
        return lines;
    }

    private List<List<Piece>> block(Trouble trouble) {
        var lines = new ArrayList<List<Piece>>();
        lines.add(head(trouble, true));
        for (String line : wrapped(trouble.summary(), INDENT)) {
            lines.add(List.of(new Piece("  " + line, Ink.PLAIN)));
        }
        Advice advice = FindingTexts.of(trouble.main());
        advice.remedy().stream()
                .limit(1)
                .forEach(remedy -> labelled(lines, "do", remedy, Ink.GOOD));
        return lines;
    }

    /** Everything about one of them. */
    List<List<Piece>> whole(Trouble trouble) {
        var lines = new ArrayList<List<Piece>>();
        lines.add(head(trouble, false));
        for (String line : wrapped(trouble.summary(), INDENT)) {
            lines.add(List.of(new Piece("  " + line, Ink.PLAIN)));
        }
        Advice advice = FindingTexts.of(trouble.main());
        advice.remedy().forEach(text -> labelled(lines, "do", text, Ink.GOOD));
        advice.notHelpful().forEach(text -> labelled(lines, "don't", text, Ink.WARN));
        labelled(lines, "proof", trouble.proof(), Ink.ACCENT);
        advice.checks().forEach(text -> labelled(lines, "check", text, Ink.ACCENT));
        return lines;
    }

    private List<Piece> head(Trouble trouble, boolean placed) {
        Case main = trouble.main().common();
        var line = new ArrayList<Piece>();
        String severity = trouble.severity().label().toUpperCase(Locale.ROOT);
        line.add(new Piece(" " + severity + " ", badge(trouble.severity())));
        Duration known = Duration.ofSeconds(board.since(trouble).toSeconds());
        String since = " (" + main.confidence().label() + ", for " + time(known) + ")";
        int room = columns - severity.length() - 2 - since.length();
        String title = placed ? placed(trouble, room) : rules(trouble);
        line.add(new Piece(Letters.shortened(title, room, page), Ink.STRONG));
        line.add(new Piece(since, Ink.FAINT));
        return line;
    }

    private static String rules(Trouble trouble) {
        return trouble.all().stream().map(Finding::rule).collect(Collectors.joining(", ", " ", ""));
    }

    /** The namespace gives way where room is scarce: the address and the rule say more. */
    private String placed(Trouble trouble, int room) {
        Subject subject = trouble.main().common().subject();
        String address = subject.address().map(one -> page.printable(one) + " ").orElse("");
        String rule = trouble.main().rule();
        if (board.namespaces().size() < 2) {
            return " " + address + rule;
        }
        int left = room - Letters.width(address) - rule.length() - " in : ".length();
        String namespace = page.printable(subject.namespace().name());
        String fit = Letters.shortened(namespace, Math.max(LEAST_NAMESPACE, left), page);
        return " " + address + "in " + fit + ": " + rule;
    }

    /** {@code 8s}, {@code 2m05s}. */
    static String time(Duration time) {
        return time.toSeconds() < 100 ? time.toSeconds() + "s" : Units.duration(time);
    }

    static Ink badge(Severity severity) {
        return switch (severity) {
            case INFO -> Ink.KEY_LABEL;
            case WARNING -> Ink.BADGE_WARN;
            case CRITICAL -> Ink.BADGE_BAD;
        };
    }

    private void labelled(List<List<Piece>> lines, String label, String text, Ink ink) {
        int indent = INDENT + 6;
        String head = label;
        for (String line : wrapped(text, indent)) {
            lines.add(
                    List.of(
                            new Piece(Letters.padded("  " + head, indent), ink),
                            new Piece(line, Ink.PLAIN)));
            head = "";
        }
    }

    private List<String> wrapped(String text, int indent) {
        return Letters.lines(page.printable(text), Math.max(20, columns - indent - 1));
    }

    static void draw(Frame frame, int line, List<Piece> pieces) {
        int at = 0;
        for (Piece piece : pieces) {
            at = frame.put(line, at, piece.text(), piece.ink());
        }
    }
}
