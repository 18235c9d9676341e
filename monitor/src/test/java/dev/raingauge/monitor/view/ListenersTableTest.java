package dev.raingauge.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.monitor.Golden;
import dev.raingauge.monitor.Sample;
import dev.raingauge.monitor.analyse.ListenersReport;
import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.analyse.SeenListeners;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.Namespace;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTableTest {
    private static final Look LOOK =
            Sample.look(
                    new Gap(
                            "owners of 3 listeners",
                            "no permission to read /proc/1/fd",
                            "run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH"));

    @ParameterizedTest(name = "{0} columns, unicode {1}, colours {2}: {3}")
    @CsvSource(
            textBlock =
                    """
                    80,  true,  false, listeners-80.txt
                    120, true,  false, listeners-120.txt
                    80,  false, false, listeners-80-ascii.txt
                    80,  true,  true,  listeners-80-colours.txt
                    0,   true,  false, listeners-pipe.txt
                    """)
    void showsEveryKindOfListener(int width, boolean unicode, boolean colours, String golden)
            throws IOException {
        Golden.check(
                golden, table(LOOK, false, page(width, unicode, colours), Sample.variety().seen()));
    }

    @Test
    void groupsSeveralNamespacesAndNamesThem() throws IOException {
        SeenListeners other =
                new Sample(new Namespace(4_026_532_001L, "web"))
                        .tcp("0.0.0.0:80", 0, 511, 0, 7001)
                        .counts(5, 0, 0, 0)
                        .seen();
        SeenListeners empty = new Sample(new Namespace(4_026_532_002L, "quiet")).seen();
        Golden.check(
                "listeners-namespaces.txt",
                table(
                        Sample.LOOK,
                        false,
                        page(80, true, false),
                        Sample.variety().seen(),
                        other,
                        empty));
    }

    @Test
    void letsNoNameHarmTheTerminal() throws IOException {
        String text = table(Sample.LOOK, true, page(0, true, false), Sample.hostile().seen());
        Golden.check("listeners-hostile.txt", text);
        assertThat(text.chars())
                .as("control characters but the ends of lines")
                .noneMatch(c -> c != '\n' && (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x202e));
    }

    @ParameterizedTest
    @CsvSource({"80", "100", "120", "66"})
    void noLineIsWiderThanTheTerminal(int width) throws IOException {
        String text = table(LOOK, true, page(width, true, false), Sample.variety().seen());
        assertThat(Arrays.asList(text.split("\n", -1)))
                .allSatisfy(line -> assertThat(Letters.width(line)).isLessThanOrEqualTo(width));
    }

    private static Page page(int width, boolean unicode, boolean colours) {
        return new Page(width == 0 ? OptionalInt.empty() : OptionalInt.of(width), unicode, colours);
    }

    private static String table(Look look, boolean named, Page page, SeenListeners... seen)
            throws IOException {
        var text = new StringBuilder();
        ListenersTable.write(ListenersReport.of(look, List.of(seen)), named, page, text);
        return text.toString();
    }
}
