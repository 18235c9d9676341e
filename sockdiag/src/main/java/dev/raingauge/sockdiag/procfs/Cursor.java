package dev.raingauge.sockdiag.procfs;

/** Reads the fields of one line from left to right; what is not there as expected is refused. */
final class Cursor {
    private final String file;
    private byte[] bytes = new byte[0];
    private int from;
    private int at;
    private int to;
    private long line;

    Cursor(String file) {
        this.file = file;
    }

    /** Begins with another line. */
    void on(byte[] newBytes, int newFrom, int newTo, long number) {
        bytes = newBytes;
        from = newFrom;
        at = newFrom;
        to = newTo;
        line = number;
    }

    void skipSpaces() {
        while (at < to && bytes[at] == ' ') {
            at++;
        }
    }

    /** At least one space. */
    void spaces() throws MalformedFileException {
        expect(' ');
        skipSpaces();
    }

    void expect(char c) throws MalformedFileException {
        if (at == to || bytes[at] != c) {
            throw malformed("expected '" + c + "'");
        }
        at++;
    }

    /** Exactly this many hexadecimal digits, at most 16; what follows them is the caller's. */
    long hex(int digits) throws MalformedFileException {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < to ? hexDigit(bytes[at]) : -1;
            if (digit < 0) {
                throw malformed("expected " + digits + " hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return value;
    }

    /** One to {@code most} hexadecimal digits, at most 16. */
    long hexUpTo(int most) throws MalformedFileException {
        long value = 0;
        int start = at;
        while (at < to) {
            int digit = hexDigit(bytes[at]);
            if (digit < 0) {
                break;
            }
            if (at - start == most) {
                throw malformed("more than " + most + " hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        if (at == start) {
            throw malformed("expected a hexadecimal digit");
        }
        return value;
    }

    /** A decimal number of at most 18 digits, so that it cannot overflow. */
    long decimal() throws MalformedFileException {
        long value = 0;
        int start = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            if (at - start == 18) {
                throw malformed("a number of more than 18 digits");
            }
            value = value * 10 + (bytes[at] - '0');
            at++;
        }
        if (at == start) {
            throw malformed("expected a number");
        }
        return value;
    }

    MalformedFileException malformed(String what) {
        return new MalformedFileException(file, line, what + " at column " + (at - from + 1));
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
