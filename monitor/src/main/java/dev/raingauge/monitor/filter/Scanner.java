package dev.raingauge.monitor.filter;

import java.util.Map;

/**
 * Goes through the text of a filter from word to word. ss wants blanks around every word; here they
 * may be left out beside operators and parentheses.
 */
final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    /** What a word means; several spellings have one meaning. */
    enum Token {
        END,
        OPEN,
        CLOSE,
        AND,
        OR,
        NOT,
        EQUAL,
        UNEQUAL,
        LESS,
        GREATER,
        AT_MOST,
        AT_LEAST,
        SPORT,
        DPORT,
        SRC,
        DST,
        DEV,
        FWMARK,
        CGROUP,
        AUTOBOUND,
        /** Anything else. */
        WORD;

        boolean isComparison() {
            return compareTo(EQUAL) >= 0 && compareTo(AT_LEAST) <= 0;
        }
    }

    /** A token and where it stands. */
    record Found(Token token, int from, int to) {}

    private static final Map<String, Token> KEYWORDS =
            Map.ofEntries(
                    Map.entry("and", Token.AND),
                    Map.entry("or", Token.OR),
                    Map.entry("not", Token.NOT),
                    Map.entry("eq", Token.EQUAL),
                    Map.entry("ne", Token.UNEQUAL),
                    Map.entry("neq", Token.UNEQUAL),
                    Map.entry("lt", Token.LESS),
                    Map.entry("gt", Token.GREATER),
                    Map.entry("le", Token.AT_MOST),
                    Map.entry("leq", Token.AT_MOST),
                    Map.entry("ge", Token.AT_LEAST),
                    Map.entry("geq", Token.AT_LEAST),
                    Map.entry("sport", Token.SPORT),
                    Map.entry("dport", Token.DPORT),
                    Map.entry("src", Token.SRC),
                    Map.entry("dst", Token.DST),
                    Map.entry("dev", Token.DEV),
                    Map.entry("fwmark", Token.FWMARK),
                    Map.entry("cgroup", Token.CGROUP),
                    Map.entry("autobound", Token.AUTOBOUND));

    /** The longest first. */
    private static final String[] SIGNS = {
        "&&", "||", "==", "!=", ">=", "<=", "&", "|", "=", ">", "<", "!", "(", ")"
    };

    private static final Token[] MEANINGS = {
        Token.AND, Token.OR, Token.EQUAL, Token.UNEQUAL, Token.AT_LEAST, Token.AT_MOST, Token.AND,
        Token.OR, Token.EQUAL, Token.GREATER, Token.LESS, Token.NOT, Token.OPEN, Token.CLOSE
    };

    String text() {
        return text;
    }

    /** The next token, which stays the next. */
    Found peek() {
        skipBlanks();
        if (at == text.length()) {
            return new Found(Token.END, at, at);
        }
        for (int i = 0; i < SIGNS.length; i++) {
            if (text.startsWith(SIGNS[i], at)) {
                return new Found(MEANINGS[i], at, at + SIGNS[i].length());
            }
        }
        int letters = at;
        while (letters < text.length() && Character.isLetterOrDigit(text.charAt(letters))) {
            letters++;
        }
        Token keyword = KEYWORDS.get(text.substring(at, letters));
        if (keyword != null && isBoundary(letters)) {
            return new Found(keyword, at, letters);
        }
        return new Found(Token.WORD, at, blank());
    }

    private boolean isBoundary(int place) {
        return place == text.length() || " \t\n()=!<>&|".indexOf(text.charAt(place)) >= 0;
    }

    /** Goes behind a token that {@link #peek} gave. */
    void take(Found found) {
        at = found.to();
    }

    /**
     * The next value of an internet condition, which becomes the past: up to a blank, a closing
     * parenthesis or a sign of and and or, none of which stands in an address.
     */
    Found plainValue() {
        skipBlanks();
        int end = at;
        while (end < text.length() && " \t\n)&|".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return value(end);
    }

    /**
     * The next value that may hold any sign, such as a path: up to a blank, less the parentheses
     * that it closes but did not open, if some are open.
     */
    Found freeValue(boolean parenthesesOpen) {
        skipBlanks();
        int end = blank();
        while (parenthesesOpen && end > at && text.charAt(end - 1) == ')' && closesTooMany(end)) {
            end--;
        }
        return value(end);
    }

    private boolean closesTooMany(int end) {
        int open = 0;
        for (int i = at; i < end; i++) {
            open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        return open < 0;
    }

    private Found value(int end) {
        var found = new Found(end == at ? Token.END : Token.WORD, at, end);
        at = end;
        return found;
    }

    /** Whether the next word, up to a blank, begins so. */
    boolean startsWith(String prefix) {
        skipBlanks();
        return text.startsWith(prefix, at);
    }

    /** The word up to the next blank, whatever it means; it stays the next. */
    Found rawWord() {
        skipBlanks();
        return new Found(Token.WORD, at, blank());
    }

    String text(Found found) {
        return text.substring(found.from(), found.to());
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    /** Where the next blank is, or the end. */
    private int blank() {
        int end = at;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }
}
