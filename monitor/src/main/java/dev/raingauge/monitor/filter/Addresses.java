package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Reads the address of an internet condition: {@code 10/8}, {@code fe80::/10}, a host name. */
final class Addresses {
    private Addresses() {}

    /**
     * The condition that an end has this address, or one of those that the name has.
     *
     * @param text the whole filter, for a refusal
     * @param at where the address stands in it
     */
    static Expression of(
            String text,
            String address,
            int at,
            Optional<Family> family,
            Filter.End end,
            Names names)
            throws FilterRefused {
        int slash = address.indexOf('/');
        String plain = slash < 0 ? address : address.substring(0, slash);
        Optional<IpAddress> literal =
                plain.indexOf(':') >= 0 ? IpAddress.parse(plain) : shortV4(plain);
        if (literal.isPresent()) {
            IpAddress prefix = literal.get();
            if (!fits(prefix, family)) {
                throw new FilterRefused(
                        "no address of family " + family.orElseThrow().label(),
                        text,
                        at,
                        plain.length());
            }
            int most = prefix.version() == IpAddress.Version.V4 ? 32 : 128;
            int bits = slash < 0 ? most : bits(address.substring(slash + 1), prefix);
            if (bits < 0) {
                throw new FilterRefused(
                        "the length of a prefix is 0 to %d bits here".formatted(most),
                        text,
                        at + slash + 1,
                        address.length() - slash - 1);
            }
            return new Expression.Address(end, prefix, bits);
        }
        if (slash >= 0 || plain.indexOf(':') >= 0 || !hasLetter(plain)) {
            throw new FilterRefused("no address", text, at, address.length());
        }
        List<Expression> any =
                names.host(plain).stream()
                        .filter(known -> fits(known, family))
                        .<Expression>map(known -> whole(end, known))
                        .toList();
        if (any.isEmpty()) {
            throw new FilterRefused(
                    "no address, and no host of that name is known", text, at, address.length());
        }
        return Expression.or(any);
    }

    private static Expression.Address whole(Filter.End end, IpAddress address) {
        boolean v4 = address.version() == IpAddress.Version.V4;
        return new Expression.Address(end, address, v4 ? 32 : 128);
    }

    private static boolean fits(IpAddress address, Optional<Family> family) {
        boolean v4 = address.version() == IpAddress.Version.V4;
        return family.isEmpty() || family.get() == (v4 ? Family.INET : Family.INET6);
    }

    private static boolean hasLetter(String word) {
        return word.chars().anyMatch(Character::isLetter);
    }

    /** An IPv4 address whose last octets may be left out, as in {@code 10/8}: they are 0. */
    private static Optional<IpAddress> shortV4(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return Optional.empty();
        }
        int octets = (int) text.chars().filter(c -> c == '.').count() + 1;
        return octets > 4 ? Optional.empty() : IpAddress.parse(text + ".0".repeat(4 - octets));
    }

    /** {@code 8}, or {@code 255.0.0.0}; -1 if it is neither. */
    private static int bits(String text, IpAddress prefix) {
        int most = prefix.version() == IpAddress.Version.V4 ? 32 : 128;
        if (text.matches("[0-9]{1,3}")) {
            int bits = Integer.parseInt(text);
            return bits <= most ? bits : -1;
        }
        Optional<IpAddress> mask = most == 32 ? IpAddress.parse(text) : Optional.empty();
        if (mask.isEmpty() || mask.get().version() != IpAddress.Version.V4) {
            return -1;
        }
        int ones = Integer.bitCount((int) mask.get().low());
        long contiguous = ones == 0 ? 0 : (-1L << (32 - ones)) & 0xffff_ffffL;
        return mask.get().low() == contiguous ? ones : -1;
    }
}
