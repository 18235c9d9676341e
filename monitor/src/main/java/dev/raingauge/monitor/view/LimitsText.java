package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.BoundBy;
import dev.raingauge.monitor.analyse.LimitsReport;
import dev.raingauge.monitor.analyse.LimitsReport.ListenerLimit;
import dev.raingauge.monitor.analyse.LimitsReport.NamespaceLimits;
import dev.raingauge.monitor.analyse.LimitsReport.ProcessLimit;
import dev.raingauge.monitor.analyse.LimitsReport.SettingValue;
import dev.raingauge.monitor.analyse.Scope;
import dev.raingauge.monitor.analyse.UsualBacklogs;
import dev.raingauge.monitor.view.TextTable.Cell;
import dev.raingauge.monitor.view.TextTable.Column;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The text of {@code limits}. */
public final class LimitsText {
    private static final String INDENT = "    ";

    private final Page page;
    private final Appendable out;

    private LimitsText(Page page, Appendable out) {
        this.page = page;
        this.out = out;
    }

    /**
     * Writes the settings with their meaning, the listeners with what bounds them, the processes
     * with their descriptors.
     *
     * @param named whether the namespace is named even if it is only one
     */
    public static void write(LimitsReport report, boolean named, Page page, Appendable out)
            throws IOException {
        var text = new LimitsText(page, out);
        for (NamespaceLimits limits : report.namespaces()) {
            if (named || report.all()) {
                out.append(
                        Style.HEAD.on(
                                "namespace " + page.printable(limits.namespace().name()), page));
                out.append(" (").append(Long.toString(limits.namespace().id())).append(")\n\n");
            }
            text.namespace(limits);
        }
        Foot.write(report.look(), page, out);
    }

    private void namespace(NamespaceLimits limits) throws IOException {
        for (SettingValue at : limits.settings()) {
            if (at.value().isPresent()) {
                setting(at, at.value().get());
            }
        }
        listeners(limits);
        if (!limits.processes().isEmpty()) {
            processes(limits);
        }
        out.append('\n');
    }

    private void setting(SettingValue at, String value) throws IOException {
        String whose = at.setting().scope() == Scope.HOST ? " (of the whole host)" : "";
        String shown = value.isEmpty() ? "(empty)" : page.printable(value.replace('\t', ' '));
        out.append(Style.HEAD.on(at.setting().name() + " = " + shown, page));
        out.append(whose).append('\n');
        indented(at.setting().meaning());
    }

    private void indented(String sentence) throws IOException {
        for (String line : Letters.lines(sentence, page.textWidth() - INDENT.length() - 2)) {
            out.append(INDENT).append(line).append('\n');
        }
    }

    private void listeners(NamespaceLimits limits) throws IOException {
        if (limits.listeners().isEmpty()) {
            out.append("\nnobody listens\n");
            return;
        }
        var table =
                new TextTable(
                        page,
                        Column.right("LIMIT"),
                        Column.left("SET BY"),
                        Column.flexible("LISTENER", 14),
                        Column.flexible("OWNER", 8));
        for (ListenerLimit at : limits.listeners()) {
            table.add(
                    Cell.of(Units.count(at.limit(), page)),
                    Cell.of(setBy(at.boundBy())),
                    Cell.of(page.printable(at.address().toString())),
                    Cell.of(owner(at)));
        }
        out.append('\n');
        table.write(out);
        out.append('\n');
        legend(limits.listeners());
    }

    private void legend(List<ListenerLimit> listeners) throws IOException {
        for (BoundBy side : BoundBy.values()) {
            if (listeners.stream().anyMatch(at -> at.boundBy() == side)) {
                Foot.sentence(setBy(side) + ": " + explained(side), page, out);
            }
        }
        var numbers = new TreeSet<Long>();
        listeners.forEach(at -> at.limit().ifPresent(numbers::add));
        for (long number : numbers) {
            Optional<String> who = UsualBacklogs.of(number);
            if (who.isPresent()) {
                Foot.sentence(number + " is usual for: " + who.get() + ".", page, out);
            }
        }
    }

    private String owner(ListenerLimit at) {
        return at.owners().isEmpty() ? "?" : process(at.owners().getFirst());
    }

    private String process(ProcessRef process) {
        return page.printable(process.name()) + "[" + process.pid() + "]";
    }

    private static String setBy(BoundBy side) {
        return switch (side) {
            case APPLICATION -> "application";
            case SOMAXCONN -> "somaxconn";
            case EARLIER_SOMAXCONN -> "old somaxconn";
            case UNKNOWN -> "?";
        };
    }

    private static String explained(BoundBy side) {
        return switch (side) {
            case APPLICATION ->
                    "it asked listen(2) for less than net.core.somaxconn allows, so only its own"
                            + " setting can raise the limit.";
            case SOMAXCONN ->
                    "the limit is just net.core.somaxconn; the application asked for as much or for"
                            + " more, which cannot be told apart.";
            case EARLIER_SOMAXCONN ->
                    "net.core.somaxconn was lowered after the application had called listen(2); the"
                            + " next time it gets less.";
            case UNKNOWN -> "the limit or net.core.somaxconn could not be seen.";
        };
    }

    private void processes(NamespaceLimits limits) throws IOException {
        var table =
                new TextTable(
                        page,
                        Column.right("DESCRIPTORS"),
                        Column.right("LIMIT"),
                        Column.flexible("PROCESS", 12));
        for (ProcessLimit at : limits.processes()) {
            table.add(
                    new Cell(Units.count(at.descriptors().open(), page), style(at)),
                    Cell.of(Units.count(at.descriptors().softLimit(), page)),
                    Cell.of(process(at.process())));
        }
        out.append('\n');
        table.write(out);
    }

    private static Style style(ProcessLimit at) {
        OptionalLong limit = at.descriptors().softLimit();
        return limit.isPresent() && at.descriptors().open().orElse(0) * 10 >= limit.getAsLong() * 9
                ? Style.BAD
                : Style.PLAIN;
    }
}
