package dev.raingauge.monitor.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one topic over the steps of one block, by the numbers of their columns. In bytes:
 * how many steps, how many figures, and each figure's number and {@link PackedSteps}.
 *
 * @param steps how many
 */
record Block(int steps, Map<Integer, Steps> columns) {
    private static final int MOST_STEPS = 4_096;
    private static final int MOST_COLUMNS = 1_000;
    private static final int HIGHEST_NUMBER = 1 << 20;

    Block {
        columns = new TreeMap<>(columns);
    }

    byte[] packed() {
        var out = new Packer();
        out.number(steps);
        out.number(columns.size());
        columns.forEach((number, values) -> {
            out.number(number);
            PackedSteps.write(values, out);
        });
        return out.bytes();
    }

    static Block unpack(byte[] bytes) throws CorruptBlockException {
        var in = new Unpacker(bytes, 0);
        int steps = in.number(MOST_STEPS);
        int count = in.number(MOST_COLUMNS);
        Map<Integer, Steps> columns = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int number = in.number(HIGHEST_NUMBER);
            columns.put(number, PackedSteps.read(in, steps));
        }
        if (!in.isAtEnd()) {
            throw new CorruptBlockException("more bytes than figures");
        }
        return new Block(steps, columns);
    }
}
