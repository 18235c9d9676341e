package dev.raingauge.sockdiag.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.Filter.And;
import dev.raingauge.sockdiag.model.Filter.AutoBound;
import dev.raingauge.sockdiag.model.Filter.End;
import dev.raingauge.sockdiag.model.Filter.Not;
import dev.raingauge.sockdiag.model.Filter.Or;
import dev.raingauge.sockdiag.model.Filter.Port;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.wire.KernelBytecode.Entry;
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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aProgramSaysWhatItsFilterSays(long seed) {
        var random = new Random(seed);
        int held = 0;
        for (int run = 0; run < 2000; run++) {
            Filter filter = Filters.random(random, 4);
            byte[] program = FilterCompiler.compile(filter);
            try {
                if (program.length > 0) {
                    KernelBytecode.audit(program);
                }
                for (int i = 0; i < 8; i++) {
                    Entry entry = entry(random);
                    boolean wanted = Filters.holds(filter, entry);
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
                        "the filter is too long for the kernel: it may have 65408 bytes of"
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
        return new Entry(
                Filters.ADDRESSES.getFirst(),
                port,
                Filters.ADDRESSES.getFirst(),
                1,
                0,
                0,
                0,
                false);
    }

    private static String hex(Filter filter) {
        return HexFormat.of().formatHex(FilterCompiler.compile(filter));
    }

    private static Entry entry(Random random) {
        IpAddress local = Filters.address(random);
        IpAddress remote = Filters.address(random);
        while (remote.version() != local.version()) {
            remote = Filters.address(random);
        }
        return new Entry(
                local,
                Filters.PORTS[random.nextInt(Filters.PORTS.length)],
                remote,
                Filters.PORTS[random.nextInt(Filters.PORTS.length)],
                random.nextInt(3),
                random.nextInt(4),
                random.nextInt(2) * 0x1_0000_0001L,
                random.nextBoolean());
    }
}
