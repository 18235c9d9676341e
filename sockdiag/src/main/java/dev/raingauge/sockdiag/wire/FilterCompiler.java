package dev.raingauge.sockdiag.wire;

import dev.raingauge.sockdiag.model.Filter;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a filter into the kernel's bytecode ({@link InetDiagBcOp}).
 *
 * <p>Each condition goes on to the next instruction where it holds, and jumps by {@code no} where
 * it does not. What must jump where it holds is followed by an unconditional jump, which it leaps
 * over where it does not.
 */
final class FilterCompiler {
    /**
     * The longest program. The kernel would take 120 bytes more ({@code no} has 16 bits, is a
     * multiple of four and must reach four bytes beyond the end); this way a whole question fits
     * into 64 KiB.
     */
    static final int MOST_BYTES = (1 << 16) - 128;

    /** Parentheses within parentheses. */
    static final int MOST_DEPTH = 200;

    private byte[] code = new byte[256];
    private MemorySegment view = MemorySegment.ofArray(code);
    private int size;
    private int depth;

    /** A place in the program that is not known yet, and the instructions that jump there. */
    private static final class Label {
        private int[] jumps = new int[8];
        private int count;

        void add(int jump) {
            if (count == jumps.length) {
                jumps = Arrays.copyOf(jumps, 2 * count);
            }
            jumps[count++] = jump;
        }
    }

    private FilterCompiler() {}

    /**
     * The program; empty if everything is wanted, which is asked for by sending no filter.
     *
     * @throws IllegalArgumentException if it is too long or too deeply nested; the message says
     *     what to do
     */
    static byte[] compile(Filter filter) {
        var compiler = new FilterCompiler();
        var refused = new Label();
        compiler.unless(filter, refused);
        compiler.bind(refused, compiler.size + InetDiagBcOp.SIZE);
        return Arrays.copyOf(compiler.code, compiler.size);
    }

    /** Goes on where {@code filter} holds, jumps where it does not. */
    private void unless(Filter filter, Label target) {
        descend();
        switch (filter) {
            case Filter.And(List<Filter> parts) -> parts.forEach(part -> unless(part, target));
            case Filter.Or(List<Filter> parts) -> {
                var holds = new Label();
                parts.forEach(part -> when(part, holds));
                jump(target);
                bind(holds, size);
            }
            case Filter.Not(Filter part) -> when(part, target);
            case Filter.Port port -> unlessPort(port, target);
            case Filter.Address address -> {
                int at =
                        condition(
                                address.end() == Filter.End.LOCAL
                                        ? InetDiagBcOp.INET_DIAG_BC_S_COND
                                        : InetDiagBcOp.INET_DIAG_BC_D_COND,
                                InetDiagHostcond.size(address.prefix()),
                                target);
                InetDiagHostcond.write(view, at, address.prefix(), address.bits());
            }
            case Filter.Interface(int index) -> {
                int at = condition(InetDiagBcOp.INET_DIAG_BC_DEV_COND, Integer.BYTES, target);
                view.set(Layouts.U32, at, index);
            }
            case Filter.Mark(int value, int mask) -> {
                int at =
                        condition(
                                InetDiagBcOp.INET_DIAG_BC_MARK_COND, InetDiagMarkcond.SIZE, target);
                InetDiagMarkcond.write(view, at, value, mask);
            }
            case Filter.Cgroup(long id) -> {
                int at = condition(InetDiagBcOp.INET_DIAG_BC_CGROUP_COND, Long.BYTES, target);
                view.set(Layouts.U64, at, id);
            }
            case Filter.AutoBound() -> condition(InetDiagBcOp.INET_DIAG_BC_AUTO, 0, target);
        }
        depth--;
    }

    /** Jumps where {@code filter} holds, goes on where it does not. */
    private void when(Filter filter, Label target) {
        descend();
        switch (filter) {
            case Filter.Or(List<Filter> parts) -> parts.forEach(part -> when(part, target));
            case Filter.Not(Filter part) -> unless(part, target);
            default -> {
                var fails = new Label();
                unless(filter, fails);
                jump(target);
                bind(fails, size);
            }
        }
        depth--;
    }

    private void unlessPort(Filter.Port port, Label target) {
        boolean local = port.end() == Filter.End.LOCAL;
        if (port.low() > 0) {
            comparePort(
                    local ? InetDiagBcOp.INET_DIAG_BC_S_GE : InetDiagBcOp.INET_DIAG_BC_D_GE,
                    port.low(),
                    target);
        }
        if (port.high() < 0xffff) {
            comparePort(
                    local ? InetDiagBcOp.INET_DIAG_BC_S_LE : InetDiagBcOp.INET_DIAG_BC_D_LE,
                    port.high(),
                    target);
        }
    }

    private void comparePort(int operation, int port, Label target) {
        int at = condition(operation, InetDiagBcOp.SIZE, target); // may replace the view
        InetDiagBcOp.writeNo(view, at, port);
    }

    /** Appends a condition and says where its argument begins. */
    private int condition(int operation, int argument, Label target) {
        int at = append(operation, InetDiagBcOp.SIZE + argument);
        target.add(at);
        return at + InetDiagBcOp.SIZE;
    }

    private void jump(Label target) {
        target.add(append(InetDiagBcOp.INET_DIAG_BC_JMP, InetDiagBcOp.SIZE));
    }

    private int append(int operation, int length) {
        int at = size;
        if (at + length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the filter is too long for the kernel: it may have %d bytes of bytecode; ask"
                                    .formatted(MOST_BYTES)
                            + " for fewer ports or addresses at once");
        }
        if (at + length > code.length) {
            code = Arrays.copyOf(code, 2 * code.length);
            view = MemorySegment.ofArray(code);
        }
        size += length;
        InetDiagBcOp.write(view, at, operation, length);
        return at;
    }

    private void bind(Label label, int place) {
        for (int i = 0; i < label.count; i++) {
            InetDiagBcOp.writeNo(view, label.jumps[i], place - label.jumps[i]);
        }
    }

    private void descend() {
        if (++depth > MOST_DEPTH) {
            throw new IllegalArgumentException(
                    "the filter is nested too deeply: %d levels are allowed".formatted(MOST_DEPTH));
        }
    }
}
