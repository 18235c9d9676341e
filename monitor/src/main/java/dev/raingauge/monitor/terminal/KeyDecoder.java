package dev.raingauge.monitor.terminal;

import dev.raingauge.monitor.terminal.Key.Control;
import dev.raingauge.monitor.terminal.Key.Letter;
import dev.raingauge.monitor.terminal.Key.Named;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes keys of the bytes that a terminal sends: letters in UTF-8, and the escape sequences of
 * xterm, of its descendants and of the Linux console ({@code man 4 console_codes}). Sequences that
 * are none of them are skipped as a whole, so that an unknown key types nothing.
 *
 * <p>A sequence may come in two pieces: the rest waits here. An Escape that nothing follows is the
 * key itself; only time can tell, so {@link #isPending} asks the caller to wait a moment and then
 * to call {@link #settle}.
 */
public final class KeyDecoder {
    private static final int ESC = 0x1b;
    private static final int MOST_PENDING = 32;

    /** By the final byte, behind {@code ESC [} or {@code ESC O}; parameters are modifiers. */
    private static final Map<Character, Named> BY_FINAL =
            Map.ofEntries(
                    Map.entry('A', Named.UP),
                    Map.entry('B', Named.DOWN),
                    Map.entry('C', Named.RIGHT),
                    Map.entry('D', Named.LEFT),
                    Map.entry('H', Named.HOME),
                    Map.entry('F', Named.END),
                    Map.entry('Z', Named.BACK_TAB),
                    Map.entry('P', Named.F1),
                    Map.entry('Q', Named.F2),
                    Map.entry('R', Named.F3),
                    Map.entry('S', Named.F4),
                    Map.entry('M', Named.ENTER)); // of the keypad

    /** By the number in {@code ESC [ number ~}. */
    private static final Map<Integer, Named> BY_NUMBER =
            Map.ofEntries(
                    Map.entry(1, Named.HOME),
                    Map.entry(2, Named.INSERT),
                    Map.entry(3, Named.DELETE),
                    Map.entry(4, Named.END),
                    Map.entry(5, Named.PAGE_UP),
                    Map.entry(6, Named.PAGE_DOWN),
                    Map.entry(7, Named.HOME),
                    Map.entry(8, Named.END),
                    Map.entry(11, Named.F1),
                    Map.entry(12, Named.F2),
                    Map.entry(13, Named.F3),
                    Map.entry(14, Named.F4),
                    Map.entry(15, Named.F5),
                    Map.entry(17, Named.F6),
                    Map.entry(18, Named.F7),
                    Map.entry(19, Named.F8),
                    Map.entry(20, Named.F9),
                    Map.entry(21, Named.F10),
                    Map.entry(23, Named.F11),
                    Map.entry(24, Named.F12));

    private byte[] pending = new byte[0];

    /** The keys that are complete with these bytes. */
    public List<Key> feed(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(pending, pending.length + length);
        System.arraycopy(bytes, 0, all, pending.length, length);
        var keys = new ArrayList<Key>();
        int at = 0;
        while (at < all.length) {
            int taken = take(all, at, keys);
            if (taken == 0) {
                break;
            }
            at += taken;
        }
        byte[] rest = Arrays.copyOfRange(all, at, all.length);
        pending = rest.length > MOST_PENDING ? new byte[0] : rest;
        return keys;
    }

    /** Whether a sequence has begun that is not complete. */
    public boolean isPending() {
        return pending.length > 0;
    }

    /** Nothing more came for a while: what is pending was an Escape and letters, or nothing. */
    public List<Key> settle() {
        byte[] rest = pending;
        pending = new byte[0];
        var keys = new ArrayList<Key>();
        if (rest.length > 0 && rest[0] == ESC) {
            keys.add(Named.ESCAPE);
            keys.addAll(feed(Arrays.copyOfRange(rest, 1, rest.length), rest.length - 1));
        }
        return keys;
    }

    /** Takes one key; returns how many bytes it had, 0 if it is not complete. */
    private static int take(byte[] all, int at, List<Key> keys) {
        int first = all[at] & 0xff;
        if (first == ESC) {
            return takeEscape(all, at, keys);
        }
        if (first < 0x20 || first == 0x7f) {
            keys.add(control(first));
            return 1;
        }
        if (first < 0x80) {
            keys.add(new Letter(first));
            return 1;
        }
        return takeUtf8(all, at, first, keys);
    }

    private static Key control(int code) {
        return switch (code) {
            case '\r', '\n' -> Named.ENTER;
            case '\t' -> Named.TAB;
            case 0x08, 0x7f -> Named.BACKSPACE;
            default -> new Control((char) (code + 0x60));
        };
    }

    private static int takeUtf8(byte[] all, int at, int first, List<Key> keys) {
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4) {
            return 1; // no letter begins like this
        }
        if (all.length - at < length) {
            return 0;
        }
        int c = new String(all, at, length, StandardCharsets.UTF_8).codePointAt(0);
        if (c == 0xfffd) {
            return 1;
        }
        keys.add(new Letter(c));
        return length;
    }

    private static int takeEscape(byte[] all, int at, List<Key> keys) {
        if (at + 1 == all.length) {
            return 0;
        }
        int kind = all[at + 1];
        if (kind != '[' && kind != 'O') {
            keys.add(Named.ESCAPE); // and what follows is a key of its own
            return 1;
        }
        int i = at + 2;
        if (kind == '[' && i < all.length && all[i] == '[') { // F1 to F5 of the Linux console
            if (i + 1 == all.length) {
                return 0;
            }
            int number = all[i + 1] - 'A' + 11;
            Optional.ofNullable(BY_NUMBER.get(number)).ifPresent(keys::add);
            return i + 2 - at;
        }
        while (i < all.length && all[i] >= 0x20 && all[i] < 0x40) {
            i++;
        }
        if (i == all.length) {
            return 0;
        }
        char last = (char) all[i];
        String parameters = new String(all, at + 2, i - at - 2, StandardCharsets.US_ASCII);
        Named key = last == '~' ? BY_NUMBER.get(number(parameters)) : BY_FINAL.get(last);
        if (key != null) {
            keys.add(key);
        }
        return i + 1 - at;
    }

    /** The first number of {@code 5;2}; what follows are modifiers. */
    private static int number(String parameters) {
        int end = parameters.indexOf(';');
        String digits = end < 0 ? parameters : parameters.substring(0, end);
        return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : 0;
    }
}
