package dev.raingauge.monitor.view;

/** How a piece of text stands out, where colours are allowed. No meaning hangs on it alone. */
enum Style {
    PLAIN(""),
    HEAD("1"),
    DIM("2"),
    WARN("33"),
    BAD("1;31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String on(String text, Page page) {
        return page.colours() && !code.isEmpty() && !text.isBlank()
                ? "\u001b[" + code + "m" + text + "\u001b[0m"
                : text;
    }
}
