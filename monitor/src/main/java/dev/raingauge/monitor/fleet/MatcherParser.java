package dev.raingauge.monitor.fleet;

import java.util.ArrayList;
import java.util.List;

/** Reads the conditions of one word. */
final class MatcherParser {
    private static final String[] OPERATORS = {"=~", "!~", "!=", "="};

    private final String word;
    private final String text;
    private final boolean selector;
    private int at;

    MatcherParser(String word) {
        this.word = word;
        String stripped = word.strip();
        this.selector = stripped.startsWith("{") && stripped.endsWith("}");
        this.text = selector ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    List<LabelMatcher> parse() {
        var matchers = new ArrayList<LabelMatcher>();
        do {
            skipBlanks();
            if (at == text.length() && selector) {
                break; // {} and a comma at the end are lawful
            }
            matchers.add(one());
            skipBlanks();
        } while (comma());
        if (at < text.length()) {
            throw wrong("a comma must stand between two conditions");
        }
        return matchers;
    }

    private LabelMatcher one() {
        int begin = at;
        while (at < text.length() && "=!~ \t,\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String label = text.substring(begin, at);
        skipBlanks();
        String operator = operator();
        skipBlanks();
        boolean quoted = at < text.length() && "\"'`".indexOf(text.charAt(at)) >= 0;
        if (!quoted && selector) {
            throw wrong("a value between braces stands in quotes");
        }
        return new LabelMatcher(label, operator, quoted ? quotedValue() : rest());
    }

    private String operator() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        throw wrong("no condition on a label; write instance=~\"web.*\" or job=raingauge");
    }

    private String rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest;
    }

    private String quotedValue() {
        char quote = text.charAt(at++);
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return value.toString();
            }
            value.append(c == '\\' && quote != '`' ? escape() : c);
        }
        throw wrong("the quote does not end");
    }

    /** The commoner ones of Go's escapes. */
    private char escape() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '\\', '"', '\'' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            default ->
                    throw wrong("in quotes a backslash is written \\\\, so a literal dot is \\\\.");
        };
    }

    private boolean comma() {
        boolean comma = at < text.length() && text.charAt(at) == ',';
        at += comma ? 1 : 0;
        return comma;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("'" + word + "': " + why);
    }
}
