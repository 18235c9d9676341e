package dev.raingauge.monitor.terminal;

/** What was pressed. */
public sealed interface Key {
    /** A key that has a name and no letter. */
    enum Named implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        INSERT,
        DELETE,
        ENTER,
        TAB,
        BACK_TAB,
        BACKSPACE,
        ESCAPE,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        F10,
        F11,
        F12
    }

    /** A letter, digit, sign or blank, as a Unicode code point. */
    record Letter(int codePoint) implements Key {}

    /** A letter held with Ctrl: {@code 'c'} for Ctrl-C. */
    record Control(char letter) implements Key {}
}
