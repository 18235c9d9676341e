package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as bytes, to be written a million times without an object for each line. */
final class ByteText {
    /** Multiplies and shifts as a division by ten would, of any positive int, and much faster. */
    private static final long TENTH = 0xcccc_cccdL;

    private static final int TENTH_SHIFT = 35;

    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    private void need(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    ByteText add(char ascii) {
        need(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Letters of ASCII alone; others go through {@link #addText}. */
    ByteText add(String ascii) {
        int length = ascii.length();
        need(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    ByteText addText(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8), 0, -1);
    }

    /** Some bytes; to the end where {@code to} is negative. */
    ByteText add(byte[] from, int begin, int to) {
        int length = (to < 0 ? from.length : to) - begin;
        need(length);
        System.arraycopy(from, begin, bytes, size, length);
        size += length;
        return this;
    }

    ByteText spaces(int count) {
        if (count > 0) {
            need(count);
            Arrays.fill(bytes, size, size + count, (byte) ' ');
            size += count;
        }
        return this;
    }

    /** As unsigned. */
    ByteText add(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            return add(Long.toUnsignedString(number));
        }
        int digits = 1;
        for (long bound = 10; number >= bound; bound *= 10) {
            digits++;
        }
        need(digits);
        size += digits;
        long rest = number;
        for (int i = size - 1; i >= size - digits; i--) {
            long tenth = (rest * TENTH) >>> TENTH_SHIFT;
            bytes[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return this;
    }

    /** {@code 127.0.0.1}, first octet highest. */
    ByteText ipv4(int address) {
        need(16);
        for (int shift = 24; shift >= 0; shift -= 8) {
            int octet = address >>> shift & 0xff;
            int hundreds = octet >= 200 ? 2 : octet >= 100 ? 1 : 0;
            int below = octet - 100 * hundreds;
            int tens = (below * 205) >>> 11; // below / 10, for all below 100
            if (hundreds > 0) {
                bytes[size++] = (byte) ('0' + hundreds);
            }
            if (hundreds > 0 || tens > 0) {
                bytes[size++] = (byte) ('0' + tens);
            }
            bytes[size++] = (byte) ('0' + (below - 10 * tens));
            if (shift > 0) {
                bytes[size++] = '.';
            }
        }
        return this;
    }

    /** {@code [::1]}. */
    ByteText ipv6(long high, long low) {
        return add('[').add(IpAddress.v6(high, low).toString()).add(']');
    }
}
