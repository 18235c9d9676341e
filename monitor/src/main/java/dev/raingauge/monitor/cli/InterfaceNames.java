package dev.raingauge.monitor.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of the network interfaces of a process's namespace by index. No file of /proc is about
 * that, but two lists of addresses mention both.
 */
final class InterfaceNames {
    private static final int MOST = 100_000;

    private InterfaceNames() {}

    /** Those that /proc tells; an interface without any address is not in it. */
    static Map<Integer, String> of(Path proc, int pid) {
        Path net = proc.resolve(Integer.toString(pid)).resolve("net");
        var names = new HashMap<Integer, String>();
        for (String line : lines(net.resolve("igmp"))) {
            // "2\teth0      :     1      V3"; the lines of its groups begin with a tab
            int tab = line.indexOf('\t');
            int colon = line.indexOf(':');
            if (tab > 0 && colon > tab) {
                put(names, line.substring(0, tab), line.substring(tab, colon), 10);
            }
        }
        for (String line : lines(net.resolve("if_inet6"))) {
            // address, index in hexadecimal, prefix length, scope, flags, name
            String[] words = line.strip().split(" +", -1);
            if (words.length == 6 && words[0].length() == 32) {
                put(names, words[1], words[5], 16);
            }
        }
        return names;
    }

    private static void put(Map<Integer, String> names, String index, String name, int radix) {
        try {
            names.put(Integer.parseInt(index.strip(), radix), name.strip());
        } catch (NumberFormatException otherKindOfLine) {
            // a head line
        }
    }

    private static List<String> lines(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.lines().limit(MOST).toList();
        } catch (IOException absent) {
            return List.of();
        }
    }
}
