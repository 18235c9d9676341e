package dev.raingauge.sockdiag.tape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces addresses and names in files of /proc. */
final class RedactedFiles {
    /** Below {@code net}: numbers alone. */
    private static final Set<String> NUMBERS =
            Set.of(
                    "netstat",
                    "snmp",
                    "snmp6",
                    "sockstat",
                    "sockstat6",
                    "netlink",
                    "packet",
                    "ptype",
                    "softnet_stat",
                    "protocols",
                    "stat",
                    "limits",
                    "auxv",
                    "uptime",
                    "loadavg",
                    "meminfo");

    private static final Set<String> SOCKETS =
            Set.of("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6");

    /** Eight or thirty-two digits and a port, as {@code net/tcp} has them. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\b([0-9A-F]{32}|[0-9A-F]{8})(?=:[0-9A-F]{4}\\b)");

    private static final Pattern COMM = Pattern.compile("\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern STATUS_NAME = Pattern.compile("(?m)^Name:\t(.*)$");
    private static final Pattern IF_INET6 = Pattern.compile("(?m)^[0-9a-f]{32}\\b");
    private static final Pattern IGMP_GROUP = Pattern.compile("(?m)^\t+([0-9A-F]{8})\\b");
    private static final Pattern CGROUP = Pattern.compile("(?m)^([0-9]+:[^:\n]*:)(.*)$");

    /**
     * Seven fields come before the name: that of a UNIX socket may hold anything but a line end.
     */
    private static final Pattern UNIX =
            Pattern.compile("(?m)^([0-9a-f]+:(?: +[0-9A-Fa-f]+){6}) (.*)$");

    private final Pseudonyms names;

    RedactedFiles(Pseudonyms names) {
        this.names = names;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isSetting(Path file) {
        return file.toString().contains("/sys/");
    }

    boolean knows(Path file) {
        String name = name(file);
        return isSetting(file)
                || NUMBERS.contains(name)
                || SOCKETS.contains(name)
                || Set.of("unix", "comm", "status", "cgroup", "igmp", "if_inet6").contains(name);
    }

    /** Whole lines with other names. */
    byte[] renamed(Path file, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String name = name(file);
        String renamed;
        if (isSetting(file)) {
            renamed =
                    switch (name) {
                        case "hostname" -> names.host(text.strip()) + "\n";
                        case "domainname" -> "(none)\n";
                        default -> text;
                    };
        } else if (SOCKETS.contains(name)) {
            renamed = each(ADDRESS, text, 1, this::words);
        } else {
            renamed =
                    switch (name) {
                        case "unix" -> each(UNIX, text, 2, this::unix);
                        case "comm" -> names.process(text.strip()) + "\n";
                        case "stat" ->
                                file.getNameCount() > 2
                                        ? each(COMM, text, 1, names::process)
                                        : text;
                        case "status" -> each(STATUS_NAME, text, 1, names::process);
                        case "cgroup" -> each(CGROUP, text, 2, names::path);
                        case "igmp" -> each(IGMP_GROUP, text, 1, this::words);
                        case "if_inet6" -> each(IF_INET6, text, 0, this::plain);
                        default -> text;
                    };
        }
        return renamed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String each(Pattern pattern, String text, int group, UnaryOperator<String> by) {
        Matcher matcher = pattern.matcher(text);
        var out = new StringBuilder(text.length());
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start(group));
            out.append(by.apply(matcher.group(group)));
            from = matcher.end(group);
        }
        return out.append(text, from, text.length()).toString();
    }

    private String unix(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return new String(names.unix(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Words of 32 bits in the machine's order, each of which is in network order in memory. */
    private String words(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        ByteBuffer memory = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        for (int i = 0; i < digits.length(); i += 8) {
            memory.putInt(Integer.parseUnsignedInt(digits.substring(i, i + 8), 16));
        }
        rename(bytes);
        var out = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 4) {
            out.append("%08X".formatted(memory.getInt(i)));
        }
        return out.toString();
    }

    private String plain(String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits);
        rename(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void rename(byte[] address) {
        if (address.length == 4) {
            names.v4(address, 0);
        } else {
            names.v6(address, 0);
        }
    }
}
