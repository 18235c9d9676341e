package dev.raingauge.monitor.filter;

import dev.raingauge.monitor.filter.Scanner.Found;
import dev.raingauge.monitor.filter.Scanner.Token;
import dev.raingauge.sockdiag.model.Filter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code [FAMILY:]ADDRESS[:PORT]}, and remembers which families were named. */
final class HostWord {
    private static final Set<String> ANY = Set.of("", "*", "any", "all", "default");

    private final String text;
    private final Optional<Family> preferred;
    private final Names names;
    private final Set<Family> families = EnumSet.noneOf(Family.class);

    HostWord(String text, Optional<Family> preferred, Names names) {
        this.text = text;
        this.preferred = preferred;
        this.names = names;
    }

    /** The families that were named with a prefix so far. */
    Set<Family> families() {
        return families;
    }

    /** A word without its prefix, where the rest stands in the filter, and its family. */
    private record Prefixed(Optional<Family> family, boolean named, String word, int from) {}

    private Prefixed prefixed(Found found) {
        String word = text.substring(found.from(), found.to());
        int colon = word.indexOf(':');
        Optional<Family> named =
                colon < 0 ? Optional.empty() : Family.labelled(word.substring(0, colon));
        if (named.isEmpty()) {
            return new Prefixed(preferred, false, word, found.from());
        }
        families.add(named.get());
        return new Prefixed(named, true, word.substring(colon + 1), found.from() + colon + 1);
    }

    /** The condition that one end is this host, at this port if one is written. */
    Expression host(Found found, Filter.End end) throws FilterRefused {
        Prefixed prefixed = prefixed(found);
        var parts = new ArrayList<Expression>();
        if (prefixed.named()) {
            parts.add(new Expression.OfFamily(prefixed.family().orElseThrow()));
        }
        Optional<Family> family = prefixed.family();
        if (family.equals(Optional.of(Family.UNIX))) {
            String pattern = prefixed.word();
            if (prefixed.named() || !pattern.equals("*")) {
                parts.add(new Expression.Name(end, new Glob(pattern)));
            }
        } else if (family.isEmpty() || family.get().isInternet()) {
            internet(prefixed, end, parts);
        } else {
            numbered(prefixed, family.get(), end, parts);
        }
        return Expression.and(parts);
    }

    /** The condition that the port of one end compares so. */
    Expression port(Found found, Filter.End end, Token comparison) throws FilterRefused {
        Prefixed prefixed = prefixed(found);
        var parts = new ArrayList<Expression>();
        if (prefixed.named()) {
            parts.add(new Expression.OfFamily(prefixed.family().orElseThrow()));
        }
        String word = prefixed.word();
        int colon = word.indexOf(':');
        int from = 0;
        if (colon >= 0) {
            if (!word.substring(0, colon).equals("*") && colon > 0) {
                throw refused(
                        "only a port is due here, without an address; src and dst take both",
                        prefixed.from(),
                        word.length());
            }
            from = colon + 1;
        }
        OptionalLong port = port(word.substring(from), prefixed.from() + from, prefixed.family());
        parts.add(port.isEmpty() ? anyPort(found, comparison) : compared(end, comparison, port));
        return Expression.and(parts);
    }

    private Expression anyPort(Found found, Token comparison) throws FilterRefused {
        return switch (comparison) {
            case EQUAL -> Expression.EVERYTHING;
            case UNEQUAL -> Expression.NOTHING;
            default ->
                    throw refused(
                            "no port is more or less than any port",
                            found.from(),
                            found.to() - found.from());
        };
    }

    private static Expression compared(Filter.End end, Token comparison, OptionalLong port) {
        long value = port.orElseThrow();
        long most = Expression.Port.MOST;
        return switch (comparison) {
            case EQUAL -> new Expression.Port(end, value, value);
            case UNEQUAL -> Expression.not(new Expression.Port(end, value, value));
            case LESS -> Expression.Port.between(end, 0, value - 1);
            case GREATER -> Expression.Port.between(end, value + 1, most);
            case AT_MOST -> new Expression.Port(end, 0, value);
            case AT_LEAST -> new Expression.Port(end, value, most);
            default -> throw new IllegalArgumentException("no comparison: " + comparison);
        };
    }

    private void internet(Prefixed prefixed, Filter.End end, List<Expression> parts)
            throws FilterRefused {
        String word = prefixed.word();
        String address = word;
        int port = -1;
        if (word.startsWith("[")) {
            int close = word.indexOf(']');
            if (close < 0) {
                throw refused("this bracket is never closed", prefixed.from(), 1);
            }
            address = word.substring(1, close);
            if (close + 1 < word.length()) {
                if (word.charAt(close + 1) != ':') {
                    boolean length = word.charAt(close + 1) == '/';
                    throw refused(
                            length
                                    ? "the length of a prefix stands inside the brackets: [fe80::/10]"
                                    : "only a colon and a port may follow the bracket",
                            prefixed.from() + close + 1,
                            word.length() - close - 1);
                }
                port = close + 2;
            }
        } else {
            int colon = word.lastIndexOf(':');
            if (colon >= 0 && word.indexOf('/', colon) < 0) {
                address = word.substring(0, colon);
                port = colon + 1;
                if (address.indexOf(':') >= 0) {
                    throw refused(
                            "an IPv6 address stands in brackets: [" + word + "]",
                            prefixed.from(),
                            word.length());
                }
            }
        }
        int at = prefixed.from() + (word.startsWith("[") ? 1 : 0);
        if (!ANY.contains(address)) {
            parts.add(Addresses.of(text, address, at, prefixed.family(), end, names));
        }
        if (port >= 0) {
            OptionalLong number =
                    port(word.substring(port), prefixed.from() + port, prefixed.family());
            if (number.isPresent()) {
                parts.add(compared(end, Token.EQUAL, number));
            }
        }
    }

    /** {@code netlink:rtnl:1234}, {@code vsock:2:1024}, {@code link:ip:eth0}. */
    private void numbered(Prefixed prefixed, Family family, Filter.End end, List<Expression> parts)
            throws FilterRefused {
        String word = prefixed.word();
        int colon = word.lastIndexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        if (!name.isEmpty() && !name.equals("*")) {
            OptionalLong number = number(family, name);
            if (number.isEmpty()) {
                throw refused(
                        switch (family) {
                            case NETLINK -> "no netlink protocol of that name or number";
                            case VSOCK -> "a vsock address is a number, the CID";
                            default -> "no Ethernet protocol of that name or number";
                        },
                        prefixed.from(),
                        name.length());
            }
            parts.add(new Expression.Numbered(family, end, number.getAsLong()));
        }
        if (colon >= 0) {
            OptionalLong port =
                    port(
                            word.substring(colon + 1),
                            prefixed.from() + colon + 1,
                            Optional.of(family));
            if (port.isPresent()) {
                parts.add(compared(end, Token.EQUAL, port));
            }
        }
    }

    private OptionalLong number(Family family, String name) {
        OptionalInt named =
                switch (family) {
                    case NETLINK -> names.netlinkProtocol(name);
                    case LINK -> EtherProtocols.named(name);
                    default -> OptionalInt.empty();
                };
        return named.isPresent() ? OptionalLong.of(named.getAsInt()) : Numbers.parse(name);
    }

    /** A port by number or name; empty for any port. */
    private OptionalLong port(String word, int at, Optional<Family> family) throws FilterRefused {
        if (word.isEmpty() || word.equals("*")) {
            return OptionalLong.empty();
        }
        OptionalLong number = Numbers.parse(word);
        if (number.isPresent()) {
            return number;
        }
        OptionalInt named =
                switch (family.orElse(Family.INET)) {
                    case NETLINK -> word.equals("kernel") ? OptionalInt.of(0) : OptionalInt.empty();
                    case LINK -> names.interfaceIndex(word);
                    case VSOCK, UNIX -> OptionalInt.empty();
                    default -> names.service(word);
                };
        if (named.isEmpty()) {
            throw refused(
                    family.equals(Optional.of(Family.LINK))
                            ? "no interface of that name is in this namespace"
                            : "no port, and no service that services(5) knows",
                    at,
                    word.length());
        }
        return OptionalLong.of(named.getAsInt());
    }

    private FilterRefused refused(String message, int at, int length) {
        return new FilterRefused(message, text, at, length);
    }
}
