package dev.raingauge.sockdiag.procfs;

import java.util.Map;

/** {@code net/snmp6}: one name and one value a line ({@code net/ipv6/proc.c}). */
public final class NetSnmp6 {
    private NetSnmp6() {}

    /**
     * Adds every counter to {@code into}, in the file's order and under the file's own name, as
     * nstat prints it: {@code Ip6InReceives}.
     *
     * @throws MalformedFileException if a line is anything but a name and a number
     */
    public static void parse(String file, byte[] content, Map<String, Long> into)
            throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        for (int i = 0; i < text.lines().size(); i++) {
            String[] words = text.words(i);
            if (words.length != 2) {
                throw text.malformed(i, "expected a name and a number, not " + words.length);
            }
            into.putIfAbsent(words[0], text.counter(i, words[1]));
        }
    }
}
