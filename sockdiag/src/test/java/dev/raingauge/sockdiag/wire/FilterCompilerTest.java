package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCompilerTest {
    private static final Filter EVERYTHING = new And(List.of());
    private static final Filter NOTHING = new Or(List.of());

    /** Few values, so that conditions often hold. */
    private static final int[] PORTS = {0, 1, 79, 80, 81, 443, 8080, 65_534, 65_535};

    private static final List<IpAddress> ADDRESSES =
            List.of(
                    IpAddress.v4(0x7f00_0001),
                    IpAddress.v4(0x7f00_0002),
                    IpAddress.v4(0xc0a8_0101),
                    IpAddress.v6(0, 1),
                    IpAddress.v6(0, 0xffff_7f00_0001L),
                    IpAddress.v6(0, 0xffff_c0a8_0101L),
                    IpAddress.v6(0xfe80_0000_0000_0000L, 0x0123_4567_89ab_cdefL),
                    IpAddress.v6(0x2001_0db8_0000_0000L, 1));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aProgramSaysWhatItsFilterSays(long seed) {
        var random = new Random(seed);
        int held = 0;
        for (int run = 0; run < 2000; run++) {
            Filter filter = filter(random, 4);
            byte[] program = FilterCompiler.compile(filter);
            try {
                if (program.length > 0) {
                    KernelBytecode.audit(program);
                }
                for (int i = 0; i < 8; i++) {
                    Entry entry = entry(random);
                    boolean wanted = holds(filter, entry);
                    held += wanted ? 1 : 0;
                    assertThat(KernelBytecode.run(program, entry))
                            .as("%s for %s", filter, entry)
                            .isEqualTo(wanted);
                }
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed %d, run %d: %s: %s"
                                .formatted(seed, run, filter, HexFormat.of().formatHex(program)),
                        e);
            }
        }
        assertThat(held).as("filters that held, of 16000").isBetween(2000, 14_000);
    }

    /** Bytes as Linux on x86-64 wants them: the smallest programs, read by eye. */
    @Test
    void aPortIsTwoComparisons() {
        Recorded.onlyLittleEndian();
        assertThat(hex(new Port(End.LOCAL, 80, 80)))
                .isEqualTo(
                        // S_GE, yes 8, no 20: refuse | 80 | S_LE, yes 8, no 12: refuse | 80
                        "02081400" + "00005000" + "03080c00" + "00005000");
        assertThat(hex(new Port(End.REMOTE, 1024, 65_535))).isEqualTo("04080c00" + "00000004");
        assertThat(hex(new Port(End.REMOTE, 0, 1023))).isEqualTo("05080c00" + "0000ff03");
    }

    @Test
    void everythingIsAskedForWithoutAFilter() {
        assertThat(FilterCompiler.compile(EVERYTHING)).isEmpty();
        assertThat(FilterCompiler.compile(new Not(NOTHING))).isEmpty();
        assertThat(FilterCompiler.compile(new Port(End.LOCAL, 0, 65_535))).isEmpty();
    }

    @Test
    void nothingIsOneJumpBeyondTheEnd() {
        Recorded.onlyLittleEndian();
        assertThat(hex(NOTHING)).isEqualTo("01040800");
        assertThat(hex(new Not(EVERYTHING))).isEqualTo("01040800");
        KernelBytecode.audit(FilterCompiler.compile(NOTHING));
    }

    @ParameterizedTest(name = "{0} ports")
    @CsvSource({"1", "100", "1000", "3000"})
    void manyPortsFit(int count) {
        byte[] program = FilterCompiler.compile(ports(count));
        KernelBytecode.audit(program);
        assertThat(KernelBytecode.run(program, at(2 * (count - 1)))).isTrue();
        assertThat(KernelBytecode.run(program, at(2 * count + 1))).isFalse();
    }

    @Test
    void tooMuchIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> FilterCompiler.compile(ports(4000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the filter is too long for the kernel: it may have 65528 bytes of"
                                + " bytecode; ask for fewer ports or addresses at once");
    }

    /** The longest program there is, and four bytes more. */
    @Test
    void theLongestProgramStillReachesItsEnd() {
        Filter auto = new AutoBound();
        int most = FilterCompiler.MOST_BYTES / InetDiagBcOp.SIZE;
        byte[] longest = FilterCompiler.compile(new And(Collections.nCopies(most, auto)));
        assertThat(longest).hasSize(FilterCompiler.MOST_BYTES);
        KernelBytecode.audit(longest);
        assertThat(KernelBytecode.run(longest, at(80))).isFalse();
        var more = new And(Collections.nCopies(most + 1, auto));
        assertThatThrownBy(() -> FilterCompiler.compile(more))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deepNestingIsRefused() {
        Filter filter = new AutoBound();
        for (int i = 0; i < 100_000; i++) {
            filter = new And(List.of(filter));
        }
        Filter deep = filter;
        assertThatThrownBy(() -> FilterCompiler.compile(deep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the filter is nested too deeply: 200 levels are allowed");
    }

    private static Filter ports(int count) {
        return new Or(
                IntStream.range(0, count)
                        .<Filter>mapToObj(i -> new Port(End.LOCAL, 2 * i, 2 * i))
                        .toList());
    }

    private static Entry at(int port) {
        return new Entry(ADDRESSES.getFirst(), port, ADDRESSES.getFirst(), 1, 0, 0, 0, false);
    }

    private static String hex(Filter filter) {
        return HexFormat.of().formatHex(FilterCompiler.compile(filter));
    }

    private static Filter filter(Random random, int depth) {
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
            case 6 -> new Not(filter(random, depth - 1));
            case 7 -> new And(parts(random, depth - 1));
            default -> new Or(parts(random, depth - 1));
        };
    }

    private static List<Filter> parts(Random random, int depth) {
        var parts = new ArrayList<Filter>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(filter(random, depth));
        }
        return parts;
    }

    private static End end(Random random) {
        return random.nextBoolean() ? End.LOCAL : End.REMOTE;
    }

    private static IpAddress address(Random random) {
        return ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    }

    private static Entry entry(Random random) {
        IpAddress local = address(random);
        IpAddress remote = address(random);
        while (remote.version() != local.version()) {
            remote = address(random);
        }
        return new Entry(
                local,
                PORTS[random.nextInt(PORTS.length)],
                remote,
                PORTS[random.nextInt(PORTS.length)],
                random.nextInt(3),
                random.nextInt(4),
                random.nextInt(2) * 0x1_0000_0001L,
                random.nextBoolean());
    }

    /** What the filter says, read off its definition. */
    private static boolean holds(Filter filter, Entry entry) {
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
