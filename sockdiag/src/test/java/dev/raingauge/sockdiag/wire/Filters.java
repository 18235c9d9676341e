package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.Filter.Address;
import dev.raingauge.sockdiag.model.Filter.And;
import dev.raingauge.sockdiag.model.Filter.AutoBound;
import dev.raingauge.sockdiag.model.Filter.Cgroup;
import dev.raingauge.sockdiag.model.Filter.End;
import dev.raingauge.sockdiag.model.Filter.Interface;
import dev.raingauge.sockdiag.model.Filter.Mark;
import dev.raingauge.sockdiag.model.Filter.Not;
import dev.raingauge.sockdiag.model.Filter.Or;
import dev.raingauge.sockdiag.model.Filter.Port;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.wire.KernelBytecode.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random filters, and what a filter says by its definition. */
final class Filters {
    /** Few values, so that conditions often hold. */
    static final int[] PORTS = {0, 1, 79, 80, 81, 443, 8080, 65_534, 65_535};

    static final List<IpAddress> ADDRESSES =
            List.of(
                    IpAddress.v4(0x7f00_0001),
                    IpAddress.v4(0x7f00_0002),
                    IpAddress.v4(0xc0a8_0101),
                    IpAddress.v6(0, 1),
                    IpAddress.v6(0, 0xffff_7f00_0001L),
                    IpAddress.v6(0, 0xffff_c0a8_0101L),
                    IpAddress.v6(0xfe80_0000_0000_0000L, 0x0123_4567_89ab_cdefL),
                    IpAddress.v6(0x2001_0db8_0000_0000L, 1));

    private Filters() {}

    static Filter random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 6 : 9);
        return switch (kind) {
            case 0 -> {
                int a = PORTS[random.nextInt(PORTS.length)];
                int b = PORTS[random.nextInt(PORTS.length)];
                yield new Port(end(random), Math.min(a, b), Math.max(a, b));
            }
            case 1 -> {
                IpAddress prefix = address(random);
                int most = prefix.version() == IpAddress.Version.V4 ? 32 : 128;
                yield new Address(
                        end(random), prefix, random.nextBoolean() ? most : random.nextInt(most));
            }
            case 2 -> new Interface(random.nextInt(3));
            case 3 -> new Mark(random.nextInt(4), random.nextInt(4));
            case 4 -> new Cgroup(random.nextInt(2) * 0x1_0000_0001L);
            case 5 -> new AutoBound();
            case 6 -> new Not(random(random, depth - 1));
            case 7 -> new And(parts(random, depth - 1));
            default -> new Or(parts(random, depth - 1));
        };
    }

    private static List<Filter> parts(Random random, int depth) {
        var parts = new ArrayList<Filter>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(random(random, depth));
        }
        return parts;
    }

    private static End end(Random random) {
        return random.nextBoolean() ? End.LOCAL : End.REMOTE;
    }

    static IpAddress address(Random random) {
        return ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    }

    /** What the filter says, read off its definition. */
    static boolean holds(Filter filter, Entry entry) {
        return switch (filter) {
            case And(var parts) -> parts.stream().allMatch(part -> holds(part, entry));
            case Or(var parts) -> parts.stream().anyMatch(part -> holds(part, entry));
            case Not(var part) -> !holds(part, entry);
            case Port(End end, int low, int high) -> {
                int port = end == End.LOCAL ? entry.localPort() : entry.remotePort();
                yield port >= low && port <= high;
            }
            case Address(End end, IpAddress prefix, int bits) ->
                    within(end == End.LOCAL ? entry.local() : entry.remote(), prefix, bits);
            case Interface(int index) -> index == entry.interfaceIndex();
            case Mark(int value, int mask) -> (entry.mark() & mask) == value;
            case Cgroup(long id) -> id == entry.cgroup();
            case AutoBound() -> entry.autoBound();
        };
    }

    private static boolean within(IpAddress address, IpAddress prefix, int bits) {
        IpAddress plain = prefix.version() == IpAddress.Version.V4 ? address.unmapped() : address;
        if (plain.version() != prefix.version()) {
            return false;
        }
        int width = prefix.version() == IpAddress.Version.V4 ? 32 : 128;
        return bits == 0
                || bits(plain, width)
                        .substring(0, bits)
                        .equals(bits(prefix, width).substring(0, bits));
    }

    private static String bits(IpAddress address, int width) {
        var text = new StringBuilder();
        for (int i = width - 1; i >= 0; i--) {
            long half = i >= 64 ? address.high() : address.low();
            text.append(half >>> (i % 64) & 1);
        }
        return text.toString();
    }
}
