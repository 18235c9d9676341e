package dev.raingauge.sockdiag.procfs;

import java.util.Map;

/**
 * {@code net/sockstat} and {@code net/sockstat6}: a protocol, a colon, then fields and values in
 * turn ({@code net/ipv4/proc.c}, {@code net/ipv6/proc.c}): {@code TCP: inuse 14 orphan 0}.
 */
public final class NetSockstat {
    private NetSockstat() {}

    /**
     * Adds every figure to {@code into}, in the file's order: {@code "TCP inuse"}.
     *
     * @throws MalformedFileException if a line names no protocol, or a field has no value
     */
    public static void parse(String file, byte[] content, Map<String, Long> into)
            throws MalformedFileException {
        TextLines text = TextLines.of(file, content);
        for (int i = 0; i < text.lines().size(); i++) {
            String[] words = text.words(i);
            if (words.length == 0 || !words[0].endsWith(":") || words[0].length() < 2) {
                throw text.malformed(i, "expected a protocol and a colon");
            }
            if (words.length % 2 == 0) {
                throw text.malformed(
                        i, "no value for \"" + TextLines.excerpt(words[words.length - 1]) + "\"");
            }
            String protocol = words[0].substring(0, words[0].length() - 1);
            for (int w = 1; w < words.length; w += 2) {
                into.putIfAbsent(protocol + " " + words[w], text.counter(i, words[w + 1]));
            }
        }
    }
}
