package dev.raingauge.sockdiag.model;

import java.util.List;

/** How targets are written, and what is said about those that are not. */
final class ListenerTargetText {
    /** Longer than any address or path that a socket can have. */
    private static final int LONGEST = 256;

    private static final IpAddress LOOPBACK_V4 = IpAddress.v4(0x7f000001);
    private static final IpAddress LOOPBACK_V6 = IpAddress.v6(0, 1);

    private ListenerTargetText() {}

    static ListenerTarget parse(String text) {
        if (text.length() > LONGEST) {
            throw wrong(text.substring(0, 32) + "...", "longer than any address or path");
        }
        if (text.startsWith("/") && text.length() > 1) {
            return new ListenerTarget.Unix(text, UnixName.ofPath(text));
        }
        if (text.startsWith("@") && text.length() > 1) {
            return new ListenerTarget.Unix(text, UnixName.ofAbstract(text.substring(1)));
        }
        if (text.isEmpty() || text.equals("/") || text.equals("@")) {
            throw wrong(text, "names no listener; write HOST:PORT, :PORT, /path or @name");
        }
        return text.startsWith("[") ? bracketed(text) : plain(text);
    }

    private static ListenerTarget bracketed(String text) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw wrong(text, "the bracket is not closed; write [ADDRESS]:PORT");
        }
        String host = text.substring(1, end);
        String rest = text.substring(end + 1);
        refuseZone(text, host);
        IpAddress address =
                IpAddress.parse(host)
                        .filter(found -> found.version() == IpAddress.Version.V6)
                        .orElseThrow(() ->
                                wrong(
                                        text,
                                        "%s between the brackets is no IPv6 address"
                                                .formatted(quoted(host))));
        if (!rest.startsWith(":")) {
            throw wrong(text, "no port after the bracket; write [" + host + "]:PORT");
        }
        return new ListenerTarget.Inet(
                text, List.of(address.unmapped()), port(text, rest.substring(1)));
    }

    private static ListenerTarget plain(String text) {
        int colon = text.lastIndexOf(':');
        if (text.indexOf('/') >= 0) {
            throw wrong(text, "the path of a UNIX socket begins with /");
        }
        if (colon < 0) {
            throw wrong(
                    text,
                    isNumber(text)
                            ? "a port alone is written :" + text
                            : "no port; write " + quotable(text) + ":PORT");
        }
        String host = text.substring(0, colon);
        if (host.indexOf(':') >= 0) {
            throw wrong(text, "an IPv6 address stands in brackets; write [ADDRESS]:PORT");
        }
        refuseZone(text, host);
        int port = port(text, text.substring(colon + 1));
        return switch (host) {
            case "", "*" -> new ListenerTarget.Inet(text, List.of(), port);
            case "localhost" ->
                    new ListenerTarget.Inet(text, List.of(LOOPBACK_V4, LOOPBACK_V6), port);
            default ->
                    new ListenerTarget.Inet(
                            text,
                            List.of(
                                    IpAddress.parse(host)
                                            .orElseThrow(() -> wrong(text, noAddress(host)))),
                            port);
        };
    }

    private static String noAddress(String host) {
        return isNumber(host.replace(".", ""))
                ? quoted(host) + " is no IPv4 address"
                : quoted(host) + " is no IP address, and names are not looked up";
    }

    private static void refuseZone(String text, String host) {
        if (host.indexOf('%') >= 0) {
            throw wrong(text, "leave out the interface after %");
        }
    }

    private static int port(String text, String digits) {
        if (digits.isEmpty()) {
            throw wrong(text, "no port after the colon");
        }
        if (!isNumber(digits)) {
            throw wrong(text, quoted(digits) + " is no port number");
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw wrong(text, "port " + digits + " is not between 1 and 65535");
        }
        return port;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(quoted(text) + ": " + what);
    }

    private static String quoted(String text) {
        return "'" + quotable(text) + "'";
    }

    /** The message goes to terminals: control characters are shown, not sent. */
    private static String quotable(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        shown.append("\\x%02x".formatted(c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return shown.toString();
    }
}
