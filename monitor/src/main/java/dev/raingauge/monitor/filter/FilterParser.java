package dev.raingauge.monitor.filter;

import dev.raingauge.monitor.filter.Scanner.Found;
import dev.raingauge.monitor.filter.Scanner.Token;
import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.TcpState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the grammar of ss: <em>not</em> binds most; <em>and</em>, <em>or</em>, and nothing between
 * two conditions, which means <em>and</em>, have one rank and are read from left to right. (The
 * manual of ss says that <em>and</em> binds more; ss itself does not.)
 */
final class FilterParser {
    /** Parentheses and negations within each other. */
    private static final int MOST_DEPTH = 60;

    private static final int MOST_CHARS = 20_000;

    private final Scanner scanner;
    private final Optional<Family> preferred;
    private final Names names;
    private final HostWord hosts;
    private int depth;
    private int open;

    FilterParser(String text, Optional<Family> preferred, Names names) throws FilterRefused {
        this.scanner = new Scanner(text);
        this.preferred = preferred;
        this.names = names;
        this.hosts = new HostWord(text, preferred, names);
        if (text.length() > MOST_CHARS) {
            throw new FilterRefused(
                    "the filter has %d characters, %d are the most"
                            .formatted(text.length(), MOST_CHARS),
                    text.substring(0, 60),
                    0,
                    1);
        }
    }

    SocketFilter filter() throws FilterRefused {
        Optional<Set<TcpState>> states = states();
        Expression expression = Expression.EVERYTHING;
        if (scanner.peek().token() != Token.END) {
            expression = row();
            Found left = scanner.peek();
            if (left.token() != Token.END) {
                throw refused("no parenthesis is open here", left);
            }
        }
        Set<Family> families = hosts.families();
        if (!families.isEmpty()) {
            List<Expression> any = new ArrayList<>();
            families.forEach(family -> any.add(new Expression.OfFamily(family)));
            expression = Expression.and(List.of(Expression.or(any), expression));
        }
        return new SocketFilter(states, families, expression);
    }

    /** {@code state X} and {@code exclude X}, any number of them, before everything else. */
    private Optional<Set<TcpState>> states() throws FilterRefused {
        Set<TcpState> states = EnumSet.noneOf(TcpState.class);
        boolean any = false;
        while (true) {
            Found word = scanner.rawWord();
            String text = scanner.text(word);
            boolean exclude = text.equals("exclude") || text.equals("excl");
            if (!exclude && !text.equals("state")) {
                break;
            }
            scanner.take(word);
            Found name = scanner.rawWord();
            Set<TcpState> named = named(name, text);
            scanner.take(name);
            if (exclude && !any) {
                states.addAll(EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN)));
            }
            any = true;
            if (exclude) {
                states.removeAll(named);
            } else {
                states.addAll(named);
            }
            if (states.isEmpty()) {
                throw refused("no state is left", name);
            }
        }
        return any ? Optional.of(states) : Optional.empty();
    }

    private Set<TcpState> named(Found name, String keyword) throws FilterRefused {
        String text = scanner.text(name);
        if (text.isEmpty()) {
            throw refused("which state? " + keyword + " stands before one", name);
        }
        Optional<Set<TcpState>> named = StateWords.named(text);
        if (named.isEmpty()) {
            throw refused("no such state; " + StateWords.advice(text), name);
        }
        return named.get();
    }

    /** A row of conditions, joined from left to right. */
    private Expression row() throws FilterRefused {
        Expression left = one();
        while (true) {
            Found next = scanner.peek();
            switch (next.token()) {
                case END, CLOSE -> {
                    return left;
                }
                case OR -> {
                    scanner.take(next);
                    left = Expression.or(List.of(left, one()));
                }
                case AND -> {
                    scanner.take(next);
                    left = Expression.and(List.of(left, one()));
                }
                default -> left = Expression.and(List.of(left, one()));
            }
        }
    }

    private Expression one() throws FilterRefused {
        Found first = scanner.peek();
        if (++depth > MOST_DEPTH) {
            throw refused("more than %d levels of parentheses".formatted(MOST_DEPTH), first);
        }
        if (first.token() != Token.WORD) {
            scanner.take(first);
        }
        Expression read =
                switch (first.token()) {
                    case NOT -> Expression.not(one());
                    case OPEN -> inParentheses(first);
                    case SPORT -> port(Filter.End.LOCAL);
                    case DPORT -> port(Filter.End.REMOTE);
                    case SRC -> host(Filter.End.LOCAL);
                    case DST -> host(Filter.End.REMOTE);
                    case DEV -> oneOrNot(this::device);
                    case FWMARK -> oneOrNot(this::mark);
                    case CGROUP -> oneOrNot(this::cgroup);
                    case AUTOBOUND -> new Expression.AutoBound(names.ephemeralPorts());
                    case WORD -> bare(first);
                    case END -> throw refused("the filter ends where a condition is due", first);
                    default -> throw refused("a condition is due here", first);
                };
        depth--;
        return read;
    }

    private Expression inParentheses(Found opening) throws FilterRefused {
        open++;
        Expression inner = row();
        Found closing = scanner.peek();
        if (closing.token() != Token.CLOSE) {
            throw refused("this parenthesis is never closed", opening);
        }
        scanner.take(closing);
        open--;
        return inner;
    }

    /** {@code :6379} alone, as {@code lsof -i:6379} has it: at either end. */
    private Expression bare(Found word) throws FilterRefused {
        String text = scanner.text(word);
        if (text.equals("state") || text.equals("exclude") || text.equals("excl")) {
            throw refused(text + " stands before every other condition", word);
        }
        if (text.indexOf(':') < 0) {
            throw refused(
                    "no condition begins so; they begin with src dst sport dport dev fwmark cgroup"
                            + " autobound, or are :PORT or HOST:PORT",
                    word);
        }
        Found value = value();
        return Expression.or(
                List.of(hosts.host(value, Filter.End.LOCAL), hosts.host(value, Filter.End.REMOTE)));
    }

    private Expression host(Filter.End end) throws FilterRefused {
        Found sign = scanner.peek();
        if (sign.token().isComparison()) {
            if (sign.token() != Token.EQUAL) {
                throw refused("an address is only compared with =; write not before it", sign);
            }
            scanner.take(sign);
        }
        refuseKeyword("an address");
        return hosts.host(value(), end);
    }

    private Expression port(Filter.End end) throws FilterRefused {
        Token comparison = Token.EQUAL;
        Found sign = scanner.peek();
        if (sign.token().isComparison()) {
            comparison = sign.token();
            scanner.take(sign);
        }
        refuseKeyword("a port");
        return hosts.port(value(), end, comparison);
    }

    /** A value that belongs to an address: for UNIX a pattern, which may hold any sign. */
    private Found value() {
        boolean unix =
                scanner.startsWith("unix:")
                        || (preferred.equals(Optional.of(Family.UNIX)) && !hasPrefix());
        return unix ? scanner.freeValue(open > 0) : scanner.plainValue();
    }

    private boolean hasPrefix() {
        for (Family family : Family.values()) {
            if (scanner.startsWith(family.label() + ":")) {
                return true;
            }
        }
        return false;
    }

    /** A condition on one value, with {@code =}, {@code !=} or nothing before it. */
    private interface OneValue {
        Expression read(Found value) throws FilterRefused;
    }

    private Expression oneOrNot(OneValue condition) throws FilterRefused {
        boolean not = false;
        Found sign = scanner.peek();
        if (sign.token().isComparison()) {
            if (sign.token() != Token.EQUAL && sign.token() != Token.UNEQUAL) {
                throw refused("only = and != can stand here", sign);
            }
            not = sign.token() == Token.UNEQUAL;
            scanner.take(sign);
        }
        refuseKeyword("a value");
        Expression read = condition.read(scanner.freeValue(open > 0));
        return not ? Expression.not(read) : read;
    }

    /** Where a value is due, no word of the grammar may stand, nor nothing. */
    private void refuseKeyword(String due) throws FilterRefused {
        Found next = scanner.peek();
        if (next.token() == Token.END) {
            throw refused("the filter ends where " + due + " is due", next);
        }
        if (next.token() != Token.WORD) {
            throw refused(due + " is due here", next);
        }
    }

    private Expression device(Found value) throws FilterRefused {
        String name = scanner.text(value);
        OptionalInt index = names.interfaceIndex(name);
        if (index.isPresent()) {
            return new Expression.Device(index.getAsInt(), name);
        }
        OptionalLong number = Numbers.parse(name);
        if (number.isEmpty() || number.getAsLong() > Integer.MAX_VALUE) {
            throw refused("no interface of that name is in this namespace", value);
        }
        return new Expression.Device((int) number.getAsLong(), name);
    }

    private Expression mark(Found value) throws FilterRefused {
        String text = scanner.text(value);
        int slash = text.indexOf('/');
        OptionalLong mark = Numbers.parse(slash < 0 ? text : text.substring(0, slash));
        OptionalLong mask =
                slash < 0
                        ? OptionalLong.of(Expression.Port.MOST)
                        : Numbers.parse(text.substring(slash + 1));
        if (mark.isEmpty() || mask.isEmpty()) {
            throw refused("no mark; write 5, 0x5 or 0x1/0x3 (of 32 bits)", value);
        }
        return new Expression.Mark((int) mark.getAsLong(), (int) mask.getAsLong());
    }

    private Expression cgroup(Found value) throws FilterRefused {
        String path = scanner.text(value);
        OptionalLong id = names.cgroupId(path);
        if (id.isEmpty()) {
            throw refused("no cgroup of version 2 has this path", value);
        }
        return new Expression.Cgroup(id.getAsLong(), path);
    }

    private FilterRefused refused(String message, Found place) {
        return new FilterRefused(message, scanner.text(), place.from(), place.to() - place.from());
    }
}
