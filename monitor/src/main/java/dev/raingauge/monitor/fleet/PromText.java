package dev.raingauge.monitor.fleet;

import java.util.Collection;
import java.util.stream.Collectors;

/** Text of others as a part of PromQL: quoted, so that it can never be taken for the language. */
final class PromText {
    /** What means something in the regular expressions of Go (RE2). */
    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private PromText() {}

    /**
     * As a string of PromQL, whose escapes are those of Go.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">string
     *     literals</a>
     */
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 8).append('"');
        text.codePoints()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        quoted.append('\\').append((char) c);
                    } else if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
                        String hex = Integer.toHexString(c);
                        quoted.append("\\u").repeat('0', 4 - hex.length()).append(hex);
                    } else {
                        quoted.appendCodePoint(c);
                    }
                });
        return quoted.append('"').toString();
    }

    /** A regular expression that matches exactly these texts, as a string of PromQL. */
    static String anyOf(Collection<String> texts) {
        return quoted(texts.stream().map(PromText::literal).collect(Collectors.joining("|")));
    }

    private static String literal(String text) {
        var literal = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                literal.append('\\');
            }
            literal.append(text.charAt(i));
        }
        return literal.toString();
    }
}
