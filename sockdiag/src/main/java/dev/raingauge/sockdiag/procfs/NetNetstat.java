package dev.raingauge.sockdiag.procfs;

import java.util.Map;

/**
 * {@code net/netstat} and {@code net/snmp}: pairs of lines, names above values, both led by the
 * same word ({@code net/ipv4/proc.c}).
 *
 * <pre>
 * TcpExt: SyncookiesSent SyncookiesRecv
 * TcpExt: 0 0
 * </pre>
 */
public final class NetNetstat {
    private NetNetstat() {}

    /**
     * Adds every counter to {@code into}, in the file's order, under the name that nstat prints:
     * {@code TcpExtSyncookiesSent}. A name that is there already stays as it is.
     *
     * @throws MalformedFileException if a line has no partner, or names and values differ in number
     */
    public static void parse(String file, byte[] content, Map<String, Long> into)
            throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        for (int i = 0; i < text.lines().size(); i += 2) {
            String[] names = text.words(i);
            if (names.length == 0 || !names[0].endsWith(":") || names[0].length() < 2) {
                throw text.malformed(i, "expected names led by a word and a colon");
            }
            if (i + 1 == text.lines().size()) {
                throw text.malformed(i, "names without a line of values");
            }
            String[] values = text.words(i + 1);
            if (values.length == 0 || !values[0].equals(names[0])) {
                throw text.malformed(i + 1, "expected the values of \"" + names[0] + "\"");
            }
            if (values.length != names.length) {
                throw text.malformed(
                        i + 1,
                        "%d values for %d names".formatted(values.length - 1, names.length - 1));
            }
            String group = names[0].substring(0, names[0].length() - 1);
            for (int n = 1; n < names.length; n++) {
                into.putIfAbsent(group + names[n], text.counter(i + 1, values[n]));
            }
        }
    }
}
