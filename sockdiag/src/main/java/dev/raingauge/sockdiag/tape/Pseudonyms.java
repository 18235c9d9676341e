package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.wire.Names;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Other names for addresses, files and processes: the same for the same throughout a recording, and
 * unrelated in the next one, because the secret that they come from is kept nowhere.
 *
 * <p>Neighbours stay neighbours: addresses of one /24 (IPv4) or /64 (IPv6) are in one network
 * afterwards. Pseudonyms of IPv4 are in 240.0.0.0/4 and those of IPv6 in 2001:db8::/32, where
 * nobody lives.
 */
final class Pseudonyms implements Names {
    /** Directories that every host has: which of them it is says where a name is, not whose. */
    private static final Set<String> PLACES = Set.of("", "run", "var", "tmp", "dev", "proc");

    /** What a cgroup is, and what every host with systemd has. */
    private static final Set<String> UNITS =
            Set.of(
                    "unified",
                    "system.slice",
                    "user.slice",
                    "init.scope",
                    "machine.slice",
                    "kubepods.slice");

    private static final Set<String> ENDINGS =
            Set.of(".sock", ".socket", ".service", ".scope", ".slice", ".mount", ".pid");

    /** More networks than that are told apart by chance alone. */
    private static final int MOST_NETWORKS = 1 << 18;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LONG = 8;

    private final byte[] secret = new byte[32];
    private final MessageDigest digest;
    private final byte[] hosts = new byte[256];
    private final Map<Integer, Integer> networks = new HashMap<>();
    private final Map<Long, Integer> networks6 = new HashMap<>();

    Pseudonyms() {
        var random = new SecureRandom();
        random.nextBytes(secret);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = (byte) i;
        }
        for (int i = 254; i > 1; i--) { // 0 and 255 are no hosts
            int other = 1 + random.nextInt(i);
            byte swapped = hosts[i];
            hosts[i] = hosts[other];
            hosts[other] = swapped;
        }
    }

    private synchronized byte[] hash(String kind, byte[] what) {
        digest.update(secret);
        digest.update(kind.getBytes(StandardCharsets.US_ASCII));
        return digest.digest(what);
    }

    /** A word of some letters. */
    private String word(String kind, String what) {
        byte[] hash = hash(kind, what.getBytes(StandardCharsets.UTF_8));
        var letters = new StringBuilder(LONG);
        for (int i = 0; i < LONG; i++) {
            letters.append(LETTERS.charAt(hash[i] & 31));
        }
        return letters.toString();
    }

    @Override
    public synchronized void v4(byte[] data, int at) {
        int address = ByteBuffer.wrap(data).getInt(at);
        int first = address >>> 24;
        if (first == 0 || first == 127 || first >= 224) {
            return; // nobody's: wildcard, loopback, multicast
        }
        int network = address >>> 8;
        Integer number = networks.get(network);
        if (number == null) {
            number = networks.size();
            if (number < MOST_NETWORKS) {
                networks.put(network, number);
            } else {
                byte[] what = ByteBuffer.allocate(4).putInt(network).array();
                number = MOST_NETWORKS + (ByteBuffer.wrap(hash("v4", what)).getInt() & 0x7ffff);
            }
        }
        ByteBuffer.wrap(data)
                .putInt(at, 0xF000_0000 | number << 8 | (hosts[address & 0xff] & 0xff));
    }

    @Override
    public synchronized void v6(byte[] data, int at) {
        ByteBuffer view = ByteBuffer.wrap(data);
        long high = view.getLong(at);
        long low = view.getLong(at + 8);
        if (high == 0 && low >>> 32 == 0xffff) {
            v4(data, at + 12); // an IPv4 address in the clothes of IPv6
            return;
        }
        if (high == 0 && (low == 0 || low == 1)) {
            return;
        }
        int first = (int) (high >>> 48);
        boolean multicast = first >>> 8 == 0xff;
        if (multicast && low >>> 32 == 0) {
            return; // a well-known group
        }
        boolean linkLocal = (first & 0xffc0) == 0xfe80;
        if (!multicast && !linkLocal) {
            view.putLong(at, 0x2001_0db8L << 32 | Integer.toUnsignedLong(network(high)));
        }
        if (low >>> 16 != 0) {
            byte[] what = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            long host = ByteBuffer.wrap(hash("v6", what)).getLong();
            view.putLong(at + 8, host | 1L << 63); // never short enough to be taken for a number
        }
    }

    private int network(long high) {
        Integer known = networks6.get(high);
        if (known != null) {
            return known;
        }
        int number = networks6.size() + 1;
        if (number < MOST_NETWORKS) {
            networks6.put(high, number);
            return number;
        }
        byte[] what = ByteBuffer.allocate(8).putLong(high).array();
        return ByteBuffer.wrap(hash("net6", what)).getInt() | 1 << 31;
    }

    /** In /proc an abstract name has {@code @} for each NUL, so both count as one. */
    @Override
    public byte[] unix(byte[] name) {
        var out = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= name.length; i++) {
            boolean border = i == name.length || name[i] == '/' || name[i] == 0 || name[i] == '@';
            if (border) {
                String part =
                        new String(Arrays.copyOfRange(name, from, i), StandardCharsets.ISO_8859_1);
                out.writeBytes(component(part).getBytes(StandardCharsets.ISO_8859_1));
                if (i < name.length) {
                    out.write(name[i]);
                }
                from = i + 1;
            }
        }
        byte[] renamed = out.toByteArray();
        return renamed.length <= 107 ? renamed : shortened(name);
    }

    /** {@code sun_path} holds no more: a path of very short names would not fit. */
    private byte[] shortened(byte[] name) {
        String word =
                word("unix", new String(name, StandardCharsets.ISO_8859_1).replace('\0', '@'));
        boolean path = name.length > 0 && name[0] == '/';
        return ((path ? "/" : name[0] == 0 ? "\0" : "@") + word)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A path, name by name: what is equal stays equal. */
    String path(String path) {
        var out = new StringBuilder();
        for (String part : path.split("/", -1)) {
            out.append(out.isEmpty() && part.isEmpty() ? "" : component(part)).append('/');
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    private String component(String name) {
        if (PLACES.contains(name) || UNITS.contains(name)) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 ? name.substring(dot) : "";
        return word("file", name) + (ENDINGS.contains(ending) ? ending : "");
    }

    /** Whether a file in a cgroup is one of those that the kernel puts into each. */
    static boolean isOfTheKernel(String name) {
        return name.matches("(cgroup|cpu|cpuset|io|memory|pids|hugetlb|misc|rdma)\\..+");
    }

    /** A process's name: at most 15 bytes, as the kernel has it. */
    String process(String name) {
        return "p-" + word("process", name);
    }

    String host(String name) {
        return "host-" + word("host", name);
    }
}
