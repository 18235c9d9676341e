package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.CounterGrowth;
import dev.raingauge.monitor.analyse.CountersReport;
import dev.raingauge.monitor.analyse.CountersReport.Counted;
import dev.raingauge.monitor.view.CounterCatalogue.Kind;
import dev.raingauge.monitor.view.CounterCatalogue.Meaning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The text of {@code counters}: each with a sentence that says what it counts. */
public final class CountersText {
    private static final int NUMBER = 12;
    private static final String INDENT = " ".repeat(NUMBER + 2);

    private final Selection selection;
    private final CounterCatalogue catalogue;
    private final Page page;
    private final Appendable out;

    private CountersText(
            Selection selection, CounterCatalogue catalogue, Page page, Appendable out) {
        this.selection = selection;
        this.catalogue = catalogue;
        this.page = page;
        this.out = out;
    }

    /**
     * Which counters are shown.
     *
     * @param names those that were asked for by name; empty: those that concern connections
     * @param zeros whether those that stand at zero are shown as well
     */
    public record Selection(Optional<Predicate<String>> names, boolean zeros) {}

    /**
     * Writes the counters in the catalogue's order, then those that it does not know.
     *
     * @param named whether the namespace is named even if it is only one
     */
    public static void write(
            CountersReport report,
            Selection selection,
            CounterCatalogue catalogue,
            boolean named,
            Page page,
            Appendable out)
            throws IOException {
        var text = new CountersText(selection, catalogue, page, out);
        for (Counted counted : report.namespaces()) {
            if (named || report.all()) {
                out.append(
                        Style.HEAD.on(
                                "namespace " + page.printable(counted.namespace().name()), page));
                out.append(" (").append(Long.toString(counted.namespace().id())).append(")\n\n");
            }
            text.namespace(counted);
        }
        Foot.write(report.look(), page, out);
    }

    private void namespace(Counted counted) throws IOException {
        boolean any = false;
        for (CounterCatalogue.Section section : catalogue.sections()) {
            List<String> names =
                    section.counters().stream()
                            .map(Meaning::name)
                            .filter(name -> isShown(name, counted))
                            .toList();
            any |= !names.isEmpty();
            section(section.title(), names, counted);
        }
        List<String> others = others(counted);
        section("Others, without an explanation here", others, counted);
        if (!any && others.isEmpty()) {
            out.append(
                    counted.growth().isPresent()
                            ? "nothing has moved since the last look\n\n"
                            : "all of them are zero; --all shows them\n\n");
        }
    }

    private List<String> others(Counted counted) {
        var others = new ArrayList<String>();
        for (String name : counted.counters().values().keySet()) {
            boolean wanted = selection.names().isPresent() || selection.zeros();
            if (wanted && catalogue.of(name).isEmpty() && isShown(name, counted)) {
                others.add(name);
            }
        }
        return others;
    }

    private boolean isShown(String name, Counted counted) {
        OptionalLong value = counted.counters().get(name);
        if (value.isEmpty() || !selection.names().map(wanted -> wanted.test(name)).orElse(true)) {
            return false;
        }
        if (selection.zeros()) {
            return true;
        }
        Optional<CounterGrowth> growth = counted.growth();
        return growth.isPresent()
                ? growth.get().change(name).orElse(0) != 0
                : value.getAsLong() != 0;
    }

    private void section(String title, List<String> names, Counted counted) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        out.append(Style.HEAD.on(title, page)).append('\n');
        for (String name : names) {
            counter(name, counted);
        }
        out.append('\n');
    }

    private void counter(String name, Counted counted) throws IOException {
        long value = counted.counters().get(name).orElseThrow();
        Optional<Meaning> meaning = catalogue.of(name);
        out.append(Letters.rightAligned(Long.toString(value), NUMBER)).append("  ");
        out.append(Style.HEAD.on(page.printable(name), page));
        if (counted.growth().isPresent()) {
            Kind kind = meaning.map(Meaning::kind).orElse(Kind.COUNTER);
            out.append(growth(name, kind, counted.growth().get()));
        }
        out.append('\n');
        boolean back = counted.growth().map(at -> at.change(name).orElse(0) < 0).orElse(false);
        if (back && meaning.map(Meaning::kind).orElse(Kind.COUNTER) == Kind.COUNTER) {
            sentence("The namespace was replaced since the last look, or the counter wrapped.");
        }
        if (meaning.isPresent()) {
            sentence(meaning.get().sentence());
            if (counted.growth().isEmpty() && meaning.get().misread().isPresent()) {
                sentence("Misread: " + meaning.get().misread().get());
            }
        }
    }

    private static String growth(String name, Kind kind, CounterGrowth growth) {
        OptionalLong change = growth.change(name);
        if (change.isEmpty() || kind == Kind.CONSTANT) {
            return "";
        }
        long by = change.getAsLong();
        if (by < 0 && kind == Kind.COUNTER) {
            return "  went backwards";
        }
        if (kind == Kind.GAUGE) {
            return by == 0 ? "" : "  " + (by > 0 ? "+" : "") + by;
        }
        return "  +" + Units.decimal(growth.perSecond(by)) + "/s";
    }

    private void sentence(String text) throws IOException {
        for (String line : Letters.lines(text, page.textWidth() - INDENT.length())) {
            out.append(INDENT).append(line).append('\n');
        }
    }
}
