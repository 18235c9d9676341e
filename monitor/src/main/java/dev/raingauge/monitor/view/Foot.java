package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.sockdiag.model.Gap;
import java.io.IOException;

/** What stands below every table: what could not be seen, in sentences. */
final class Foot {
    private static final int MOST_GAPS = 8;

    private Foot() {}

    static void write(Look look, Page page, Appendable out) throws IOException {
        if (!look.consistent()) {
            sentence(
                    "The kernel's tables changed in every try to read them: a socket may be missing.",
                    page,
                    out);
        }
        int shown = 0;
        for (Gap gap : look.gaps()) {
            if (shown == MOST_GAPS) {
                int more = look.gaps().size() - shown;
                sentence(more + " more things were not seen; --json lists them.", page, out);
                return;
            }
            sentence("Not seen: " + page.printable(gap.toString()), page, out);
            shown++;
        }
    }

    /** A sentence in as many lines as it takes, the later ones indented. */
    static void sentence(String text, Page page, Appendable out) throws IOException {
        String indent = "";
        for (String line : Letters.lines(text, page.textWidth() - 2)) {
            out.append(indent).append(line).append('\n');
            indent = "  ";
        }
    }
}
