package dev.raingauge.monitor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks in bytes and back. */
class PackingTest {
    private static final int SEEDS = 8;
    private static final int RUNS = 5_000;

    @Test
    void whatIsPackedIsUnpackedAgain() throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            for (int run = 0; run < 300; run++) {
                Block block = random(random);
                assertThat(text(Block.unpack(block.packed())))
                        .as("seed %d, run %d", seed, run)
                        .isEqualTo(text(block));
            }
        }
    }

    @Test
    void whatStandsStillTakesThreeBytesAFigure() {
        var still = new Steps(60);
        for (int i = 0; i < 60; i++) {
            still.set(i, 7, 7, 700, 7);
        }
        assertThat(new Block(60, Map.of(1, still)).packed()).hasSize(2 + 3);
    }

    /** Any bytes are a block or are refused. */
    @Test
    void changedBytesAreRefusedOrRead() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            var random = new Random(seed);
            for (int run = 0; run < RUNS; run++) {
                byte[] bytes = random(random).packed();
                for (int change = 0; change <= random.nextInt(4); change++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                try {
                    Block _ = Block.unpack(bytes);
                } catch (CorruptBlockException refused) {
                    // The one lawful way to say no.
                } catch (RuntimeException e) {
                    fail(
                            "seed %d, run %d: %s"
                                    .formatted(seed, run, HexFormat.of().formatHex(bytes)),
                            e);
                }
            }
        }
    }

    @Test
    void aFlippedBitIsNoticedAndSoIsAWrongPlace() throws Exception {
        byte[] body = random(new Random(1)).packed();
        byte[] sealed = Sealed.seal("TENS", 5, body);
        assertThat(Sealed.open("TENS", 5, sealed)).isEqualTo(body);
        assertThatThrownBy(() -> Sealed.open("TENS", 6, sealed))
                .isInstanceOf(CorruptBlockException.class);
        assertThatThrownBy(() -> Sealed.open("MINUTES", 5, sealed))
                .isInstanceOf(CorruptBlockException.class);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Sealed.open("TENS", 5, flipped))
                    .isInstanceOf(CorruptBlockException.class);
        }
    }

    private static Block random(Random random) {
        int size = 1 + random.nextInt(60);
        Map<Integer, Steps> columns = new HashMap<>();
        for (int column = 0; column < 1 + random.nextInt(5); column++) {
            columns.put(random.nextInt(200), steps(random, size));
        }
        return new Block(size, columns);
    }

    private static Steps steps(Random random, int size) {
        var steps = new Steps(size);
        boolean wild = random.nextInt(10) == 0;
        double gaps = random.nextInt(3) == 0 ? 0.3 : 0;
        long value = random.nextInt(1_000);
        for (int i = 0; i < size; i++) {
            if (random.nextDouble() >= gaps) {
                value += random.nextInt(4) == 0 ? random.nextInt(-20, 21) : 0;
                value = wild ? random.nextLong() >> 12 : value;
                long min = value - (random.nextInt(3) == 0 ? random.nextInt(10) : 0);
                long max = value + (random.nextInt(3) == 0 ? random.nextInt(10) : 0);
                steps.set(i, min, max, (min + max) * 50 + random.nextInt(-5, 6), value);
            }
        }
        return steps;
    }

    static String text(Block block) {
        var text = new StringBuilder();
        block.columns().forEach((number, steps) -> text.append(number).append(text(steps)));
        return text.toString();
    }

    static String text(Steps steps) {
        var text = new StringBuilder(":");
        for (int i = 0; i < steps.size(); i++) {
            text.append(
                    steps.known(i)
                            ? " %d/%d/%d/%d"
                                    .formatted(
                                            steps.min(i),
                                            steps.max(i),
                                            steps.mean(i),
                                            steps.last(i))
                            : " -");
        }
        return text.append('\n').toString();
    }
}
