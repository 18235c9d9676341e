package dev.raingauge.sockdiag.wire;

import static java.util.stream.Collectors.joining;

import java.util.HexFormat;
import java.util.List;

/**
 * A datagram written down in hexadecimal: {@code # comments}, and lines that begin with {@code #>}
 * and say what must be read from it.
 *
 * @param text the whole file
 */
record Hex(String text) {
    private static final String EXPECTED = "#> ";

    byte[] bytes() {
        String digits =
                text.lines()
                        .map(line -> line.replaceFirst("#.*", ""))
                        .collect(joining())
                        .replaceAll("\\s", "");
        return HexFormat.of().parseHex(digits);
    }

    boolean isUnix() {
        return text.contains("# kind: unix");
    }

    List<String> expected() {
        return text.lines()
                .filter(line -> line.startsWith(EXPECTED))
                .map(line -> line.substring(EXPECTED.length()))
                .toList();
    }

    /** The same file with another expectation at its end. */
    Hex expecting(List<String> lines) {
        String rest =
                text.lines()
                        .filter(line -> !line.startsWith(EXPECTED))
                        .collect(joining("\n"))
                        .strip();
        return new Hex(
                lines.stream()
                        .map(line -> EXPECTED + line + "\n")
                        .collect(joining("", rest + "\n\n", "")));
    }
}
