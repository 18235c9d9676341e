package dev.raingauge.monitor.terminal;

import java.util.Locale;
import java.util.Map;

/** How many colours a terminal has, and how each {@link Ink} looks with them. */
public enum Colours {
    /** None wanted: bold, faint and reversed letters must do. */
    NONE,
    /** Those of the terminal's own palette. */
    SIXTEEN,
    /** The palette of xterm. */
    MANY,
    /** Any. */
    TRUE;

    /** What the environment asks for; see no-color.org for the first of the variables. */
    public static Colours of(Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return NONE;
        }
        String colours = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        String terminal = environment.getOrDefault("TERM", "");
        if (colours.equals("truecolor")
                || colours.equals("24bit")
                || terminal.endsWith("-direct")) {
            return TRUE;
        }
        return terminal.contains("256color") ? MANY : SIXTEEN;
    }

    /**
     * The sequence that switches to an ink, whatever was set before.
     *
     * @param lit whether the cell is in the row of the cursor
     */
    String sequence(Ink ink, boolean lit) {
        String codes =
                switch (this) {
                    case NONE -> plain(ink, lit);
                    case SIXTEEN -> few(ink, lit);
                    case MANY, TRUE -> many(ink, lit);
                };
        return "\u001b[0" + codes + "m";
    }

    private static String plain(Ink ink, boolean lit) {
        String codes =
                switch (ink) {
                    case PLAIN, GOOD, ACCENT -> "";
                    case FAINT -> ";2";
                    case STRONG, WARN, BAD -> ";1";
                    case TITLE, HEAD, BADGE_GOOD, KEY_LABEL -> ";7";
                    case SORTED, BADGE_WARN, BADGE_BAD -> ";1;7";
                };
        return lit ? ";7" + (ink == Ink.BAD || ink == Ink.STRONG ? ";1" : "") : codes;
    }

    private static String few(Ink ink, boolean lit) {
        if (lit) {
            return ink == Ink.BAD || ink == Ink.STRONG ? ";1;30;46" : ";30;46";
        }
        return switch (ink) {
            case PLAIN -> "";
            case FAINT -> ";2";
            case STRONG -> ";1";
            case GOOD -> ";32";
            case WARN -> ";33";
            case BAD -> ";1;31";
            case ACCENT -> ";36";
            case TITLE -> ";1;37;44";
            case HEAD -> ";30;42";
            case SORTED, KEY_LABEL -> ";30;46";
            case BADGE_GOOD -> ";30;42";
            case BADGE_WARN -> ";30;43";
            case BADGE_BAD -> ";1;37;41";
        };
    }

    /** Middle tones, to be read on light and on dark; where there is a ground, both are set. */
    private String many(Ink ink, boolean lit) {
        if (lit) {
            return back(0x26, 0x4f, 0x6b, 24)
                    + switch (ink) {
                        case GOOD -> front(0x9b, 0xe9, 0xa8, 157);
                        case WARN -> front(0xff, 0xd8, 0x66, 221);
                        case BAD -> ";1" + front(0xff, 0xa0, 0x9a, 217);
                        case FAINT -> front(0xb4, 0xc4, 0xd0, 152);
                        case STRONG -> ";1" + front(0xff, 0xff, 0xff, 231);
                        default -> front(0xff, 0xff, 0xff, 231);
                    };
        }
        return switch (ink) {
            case PLAIN -> "";
            case FAINT -> front(0x84, 0x8d, 0x97, 245);
            case STRONG -> ";1";
            case GOOD -> front(0x2d, 0xa0, 0x4e, 35);
            case WARN -> front(0xc9, 0x8a, 0x06, 172);
            case BAD -> ";1" + front(0xe5, 0x48, 0x4d, 203);
            case ACCENT -> front(0x2b, 0x94, 0xb8, 31);
            case TITLE -> ";1" + front(0xff, 0xff, 0xff, 231) + back(0x1f, 0x3a, 0x5f, 17);
            case HEAD -> front(0xff, 0xff, 0xff, 231) + back(0x3b, 0x4a, 0x5a, 239);
            case SORTED -> ";1" + front(0xff, 0xff, 0xff, 231) + back(0x2b, 0x7a, 0x9e, 31);
            case KEY_LABEL -> front(0xff, 0xff, 0xff, 231) + back(0x3b, 0x4a, 0x5a, 239);
            case BADGE_GOOD -> ";1" + front(0xff, 0xff, 0xff, 231) + back(0x1f, 0x7a, 0x3a, 28);
            case BADGE_WARN -> ";1" + front(0x1a, 0x1a, 0x1a, 234) + back(0xe3, 0xa8, 0x08, 178);
            case BADGE_BAD -> ";1" + front(0xff, 0xff, 0xff, 231) + back(0xc6, 0x28, 0x28, 160);
        };
    }

    private String front(int red, int green, int blue, int index) {
        return colour(38, red, green, blue, index);
    }

    private String back(int red, int green, int blue, int index) {
        return colour(48, red, green, blue, index);
    }

    private String colour(int ground, int red, int green, int blue, int index) {
        return this == TRUE
                ? ";" + ground + ";2;" + red + ";" + green + ";" + blue
                : ";" + ground + ";5;" + index;
    }
}
