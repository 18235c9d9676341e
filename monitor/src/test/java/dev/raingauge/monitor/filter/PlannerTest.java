package dev.raingauge.monitor.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Filter;
import dev.raingauge.sockdiag.model.IpAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to the kernel, and what stays here. */
class PlannerTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    dport = 443                             ~ dport = 443                 ~ nothing
                    dev lo dport = 443                      ~ dport = 443                 ~ dev lo
                    dev lo or dport = 443                   ~ lets everything pass        ~ dev lo or dport = 443
                    not ( dev lo or dport = 443 )           ~ not dport = 443             ~ not dev lo
                    not ( dev lo dport = 443 )              ~ lets everything pass        ~ not dev lo or not dport = 443
                    dport = 1 or ( dport = 2 and dev lo )   ~ dport = 1 or dport = 2      ~ dport = 1 or ( dport = 2 and dev lo )
                    dport = 1 ( dport = 2 or dev lo )       ~ dport = 1                   ~ dport = 2 or dev lo
                    dev lo or not dev lo                    ~ lets everything pass        ~ dev lo or not dev lo
                    src unix:x dev lo                       ~ nothing                     ~ nothing
                    not src unix:x                          ~ nothing                     ~ nothing
                    sport > 65535                           ~ nothing                     ~ nothing
                    src inet::*                             ~ not src [::/0]              ~ nothing
                    """)
    void withoutTheDeviceCondition(String words, String kernel, String here) throws FilterRefused {
        Plan plan = parse(words).plan(EnumSet.of(Ability.CGROUP));
        assertThat(plan.explanation())
                .contains("kernel:         " + kernel, "here:           " + here);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    sport = 22 dst 10/8    ~ 22 ~ dst 10.0.0.0/8
                    sport = 22 or dport 22 ~ 0  ~ sport = 22 or dport = 22
                    not sport = 22         ~ 0  ~ not sport = 22
                    sport = 0              ~ 0  ~ sport = 0
                    sport = 22 sport = 23  ~ 22 ~ sport = 23
                    """)
    void oneLocalPortGoesAheadOfTheBytecode(String words, int port, String kernel)
            throws FilterRefused {
        Plan plan = parse(words).plan();
        assertThat(plan.sourcePort())
                .isEqualTo(port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
        assertThat(plan.explanation()).contains("kernel:         " + kernel);
    }

    /** The kernel lets pass what is wanted, and what it lets pass beyond that is judged here. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void bothPartsTogetherAreTheWhole(long seed) throws FilterRefused {
        var random = new Random(seed);
        for (int run = 0; run < 1_000; run++) {
            String words = new RandomFilter(random, RandomFilter.IN_TABLES).text(4);
            SocketFilter filter = parse(words);
            Set<Ability> abilities = EnumSet.noneOf(Ability.class);
            for (Ability ability : Ability.values()) {
                if (random.nextBoolean()) {
                    abilities.add(ability);
                }
            }
            Plan plan = filter.plan(abilities);
            for (int i = 0; i < 50; i++) {
                Subject socket = RandomSocket.of(random);
                boolean wanted = filter.judge(socket) == Truth.YES;
                boolean passes =
                        (plan.sourcePort().isEmpty()
                                        || plan.sourcePort().getAsInt()
                                                == port(socket, Filter.End.LOCAL))
                                && plan.kernel().map(kernel -> passes(kernel, socket)).orElse(true);
                boolean shown = passes && plan.judge(socket) == Truth.YES;
                assertThat(shown)
                        .as("seed %d: %s on %s, %s", seed, words, socket, plan.explanation())
                        .isEqualTo(wanted);
                if (plan.rest().isEmpty()) {
                    assertThat(passes).isEqualTo(wanted);
                }
            }
        }
    }

    /** The kernel's judgement, written down again from {@code inet_diag_bc_run}. */
    private static boolean passes(Filter filter, Subject socket) {
        return switch (filter) {
            case Filter.And(List<Filter> parts) -> parts.stream().allMatch(p -> passes(p, socket));
            case Filter.Or(List<Filter> parts) -> parts.stream().anyMatch(p -> passes(p, socket));
            case Filter.Not(Filter part) -> !passes(part, socket);
            case Filter.Port(Filter.End end, int low, int high) ->
                    port(socket, end) >= low && port(socket, end) <= high;
            case Filter.Address(Filter.End end, IpAddress prefix, int bits) ->
                    within(prefix, bits, socket.address(end).orElseThrow());
            case Filter.Interface(int index) -> socket.interfaceIndex().orElseThrow() == index;
            case Filter.Mark(int value, int mask) ->
                    ((int) socket.mark().orElseThrow() & mask) == value;
            case Filter.Cgroup(long id) -> socket.cgroupId().orElseThrow() == id;
            case Filter.AutoBound() -> socket.autoBound().orElseThrow();
        };
    }

    private static boolean within(IpAddress prefix, int bits, IpAddress address) {
        boolean v4 = prefix.version() == IpAddress.Version.V4;
        IpAddress plain = v4 ? address.unmapped() : address;
        if (plain.version() != prefix.version()) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (bit(plain, i) != bit(prefix, i)) {
                return false;
            }
        }
        return true;
    }

    private static long bit(IpAddress address, int i) {
        return address.version() == IpAddress.Version.V4
                ? address.low() >>> (31 - i) & 1
                : i < 64 ? address.high() >>> (63 - i) & 1 : address.low() >>> (127 - i) & 1;
    }

    private static long port(Subject socket, Filter.End end) {
        return socket.port(end).orElseThrow();
    }

    private static SocketFilter parse(String words) throws FilterRefused {
        return SocketFilter.parse(List.of(words), Optional.empty(), new KnownNames());
    }

    /** Internet sockets of whom everything is known, with few values, so that they meet. */
    private record RandomSocket(
            boolean v6,
            int local,
            int remote,
            int sport,
            int dport,
            int device,
            int marked,
            int cgroup,
            boolean chosen)
            implements Subject {
        static RandomSocket of(Random random) {
            return new RandomSocket(
                    random.nextBoolean(),
                    random.nextInt(4),
                    random.nextInt(4),
                    new int[] {22, 8080, 40000, 0}[random.nextInt(4)],
                    new int[] {22, 8080, 40000, 0}[random.nextInt(4)],
                    random.nextInt(2),
                    random.nextInt(4),
                    76 + random.nextInt(2),
                    random.nextBoolean());
        }

        @Override
        public Family family() {
            return v6 ? Family.INET6 : Family.INET;
        }

        @Override
        public Optional<IpAddress> address(Filter.End end) {
            int which = end == Filter.End.LOCAL ? local : remote;
            if (!v6) {
                return Optional.of(IpAddress.v4(which < 2 ? 0x7f000001 + which : 0x0a000001));
            }
            return Optional.of(
                    switch (which) {
                        case 0 -> IpAddress.v6(0, 1);
                        case 1 -> IpAddress.v6(0, 0xffff_7f00_0001L);
                        case 2 -> IpAddress.v6(0xfe80L << 48, 1);
                        default -> IpAddress.ANY_V6;
                    });
        }

        @Override
        public OptionalLong port(Filter.End end) {
            return OptionalLong.of(end == Filter.End.LOCAL ? sport : dport);
        }

        @Override
        public OptionalInt interfaceIndex() {
            return OptionalInt.of(device);
        }

        @Override
        public OptionalLong mark() {
            return OptionalLong.of(marked);
        }

        @Override
        public OptionalLong cgroupId() {
            return OptionalLong.of(cgroup);
        }

        @Override
        public Optional<Boolean> autoBound() {
            return Optional.of(chosen);
        }
    }
}
