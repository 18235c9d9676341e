package dev.raingauge.sockdiag.model;

import java.util.Optional;

/** How addresses are written: dotted quads, and RFC 5952 for IPv6. */
final class IpAddressText {
    private static final int GROUPS = 8;
    private static final int LONGEST = 45;

    private IpAddressText() {}

    static Optional<IpAddress> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text).map(IpAddress::v4);
    }

    private static Optional<Integer> parseV4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return Optional.empty();
        }
        int bits = 0;
        for (String octet : octets) {
            int value = number(octet, 10, 3, 255);
            if (value < 0 || (octet.length() > 1 && octet.charAt(0) == '0')) {
                return Optional.empty();
            }
            bits = bits << 8 | value;
        }
        return Optional.of(bits);
    }

    private static Optional<IpAddress> parseV6(String text) {
        int dot = text.indexOf('.');
        if (dot >= 0 && dot < text.lastIndexOf(':')) {
            return Optional.empty(); // a dotted quad stands only at the end
        }
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return fill(text, groups, 0) == GROUPS
                    ? Optional.of(ofGroups(groups))
                    : Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int before = fill(text.substring(0, gap), groups, 0);
        int after = fill(text.substring(gap + 2), tail, 0);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return Optional.of(ofGroups(groups));
    }

    /** Writes the groups of {@code text} and says how many there were; -1 if one is no group. */
    private static int fill(String text, int[] groups, int from) {
        if (text.isEmpty()) {
            return from;
        }
        int count = from;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
                Optional<Integer> quad = parseV4(parts[i]);
                if (quad.isEmpty() || count + 2 > GROUPS) {
                    return -1;
                }
                groups[count++] = quad.get() >>> 16;
                groups[count++] = quad.get() & 0xffff;
                continue;
            }
            int value = number(parts[i], 16, 4, 0xffff);
            if (value < 0 || count >= GROUPS) {
                return -1;
            }
            groups[count++] = value;
        }
        return count;
    }

    /**
     * The number, or -1: no sign, at least one and at most {@code digits} digits, at most {@code
     * most}.
     */
    private static int number(String text, int radix, int digits, int most) {
        if (text.isEmpty() || text.length() > digits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value <= most ? value : -1;
    }

    private static IpAddress ofGroups(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return IpAddress.v6(high, low);
    }

    static String format(IpAddress address) {
        if (address.version() == IpAddress.Version.V4) {
            return quad(address.low());
        }
        if (address.isMapped()) {
            return "::ffff:" + quad(address.low());
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (address.high() >>> (48 - 16 * i)) & 0xffff;
            groups[i + 4] = (int) (address.low() >>> (48 - 16 * i)) & 0xffff;
        }
        return format(groups);
    }

    private static String format(int[] groups) {
        int start = -1;
        int length = 1; // RFC 5952, 4.2.2: a single zero group is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        var text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static String quad(long bits) {
        return (bits >>> 24 & 255)
                + "."
                + (bits >>> 16 & 255)
                + "."
                + (bits >>> 8 & 255)
                + "."
                + (bits & 255);
    }
}
