package dev.raingauge.sockdiag.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a value: no name look-up, no I/O, no scope.
 *
 * @param version which of the two
 * @param high the first eight bytes of an IPv6 address in network order; 0 for IPv4
 * @param low the last eight bytes of an IPv6 address; for IPv4 the address in the low 32 bits
 */
public record IpAddress(Version version, long high, long low) implements Comparable<IpAddress> {
    /** IPv4 or IPv6. */
    public enum Version {
        V4,
        V6
    }

    /** {@code 0.0.0.0}. */
    public static final IpAddress ANY_V4 = new IpAddress(Version.V4, 0, 0);

    /** {@code ::}. */
    public static final IpAddress ANY_V6 = new IpAddress(Version.V6, 0, 0);

    private static final long MAPPED_PREFIX = 0xffff_0000_0000L;
    private static final long LOW_32 = 0xffff_ffffL;

    public IpAddress {
        if (version == Version.V4 && (high != 0 || (low & ~LOW_32) != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** The IPv4 address of 32 bits, first octet highest: {@code 0x7f000001} is 127.0.0.1. */
    public static IpAddress v4(int bits) {
        return new IpAddress(Version.V4, 0, bits & LOW_32);
    }

    /** The IPv6 address of two halves in network order. */
    public static IpAddress v6(long high, long low) {
        return new IpAddress(Version.V6, high, low);
    }

    /**
     * The address that {@code text} writes, {@code 127.0.0.1} or {@code fe80::1}; empty if it
     * writes none.
     */
    public static Optional<IpAddress> parse(String text) {
        return IpAddressText.parse(text);
    }

    /** Whether this is {@code 0.0.0.0} or {@code ::}. */
    public boolean isAny() {
        return high == 0 && low == 0;
    }

    /** Whether this is an IPv6 address of the form {@code ::ffff:a.b.c.d}. */
    public boolean isMapped() {
        return version == Version.V6 && high == 0 && (low & ~LOW_32) == MAPPED_PREFIX;
    }

    /** The IPv4 address inside a mapped one; any other address as it is. */
    public IpAddress unmapped() {
        return isMapped() ? v4((int) low) : this;
    }

    /** Whether this is 127.0.0.0/8 or {@code ::1}, mapped or not. */
    public boolean isLoopback() {
        IpAddress plain = unmapped();
        return plain.version == Version.V4
                ? plain.low >>> 24 == 127
                : plain.high == 0 && plain.low == 1;
    }

    // Written out: this is a key of maps ten times a second. What a record generates is slow until
    // the second compiler takes it, and takes milliseconds to be made when a program starts.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress(Version otherVersion, long otherHigh, long otherLow)
                && low == otherLow
                && high == otherHigh
                && version == otherVersion;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byVersion = version.compareTo(other.version);
        int byHigh = byVersion != 0 ? byVersion : Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The address as RFC 5952 writes it, without brackets. */
    @Override
    public String toString() {
        return IpAddressText.format(this);
    }
}
