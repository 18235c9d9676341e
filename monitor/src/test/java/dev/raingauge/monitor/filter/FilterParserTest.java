package dev.raingauge.monitor.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What words mean; each was typed into ss as well. */
class FilterParserTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    sport = :22                       ~ sport = 22
                    sport :ssh                        ~ sport = 22
                    sport 22                          ~ sport = 22
                    sport=:22                         ~ sport = 22
                    sport == 0x16                     ~ sport = 22
                    sport eq 026                      ~ sport = 22
                    dport = *:22                      ~ dport = 22
                    dport != 22                       ~ not dport = 22
                    dport ne :22                      ~ not dport = 22
                    dport neq ssh                     ~ not dport = 22
                    sport > 22                        ~ sport >= 23
                    sport gt ssh                      ~ sport >= 23
                    sport >= 22                       ~ sport >= 22
                    sport ge 22                       ~ sport >= 22
                    sport geq 22                      ~ sport >= 22
                    sport < 22                        ~ sport <= 21
                    sport lt 22                       ~ sport <= 21
                    sport<=22                         ~ sport <= 22
                    sport le 22                       ~ sport <= 22
                    sport leq 22                      ~ sport <= 22
                    sport lt 0                        ~ nothing
                    sport = *                         ~ everything
                    sport != *                        ~ nothing
                    sport = inet6::22                 ~ family inet6 and sport = 22
                    src 127.0.0.1                     ~ src 127.0.0.1
                    src = 127.0.0.1:ssh               ~ src 127.0.0.1 and sport = 22
                    src 127.0.0.0/8:22                ~ src 127.0.0.0/8 and sport = 22
                    src 10/8                          ~ src 10.0.0.0/8
                    src 10.1.0.0/255.255.0.0          ~ src 10.1.0.0/16
                    dst [::1]:22                      ~ dst [::1] and dport = 22
                    dst [fe80::/10]                   ~ dst [fe80::/10]
                    dst fe80::/10                     ~ dst [fe80::/10]
                    dst [127.0.0.1]:*                 ~ dst 127.0.0.1
                    dst *:22                          ~ dport = 22
                    dst :22                           ~ dport = 22
                    dst any                           ~ everything
                    dst db:22                         ~ dst 10.0.0.1 and dport = 22
                    dst localhost                     ~ dst 127.0.0.1 or dst [::1]
                    dst inet6:localhost               ~ family inet6 and dst [::1]
                    src unix:/run/*                   ~ family unix and src unix:/run/*
                    ( src unix:/run/(a))              ~ family unix and src unix:/run/(a)
                    src netlink:rtnl:kernel           ~ family netlink and src netlink:0 and sport = 0
                    src vsock:2:1024                  ~ family vsock and src vsock:2 and sport = 1024
                    src link:ip:lo                    ~ family link and src link:2048 and sport = 1
                    dev lo                            ~ dev lo
                    dev != 7                          ~ not dev 7
                    fwmark = 0x1/0x3                  ~ fwmark 0x1/0x3
                    fwmark ne 5                       ~ not fwmark 0x5
                    cgroup /demo                      ~ cgroup /demo
                    autobound                         ~ autobound
                    :6379                             ~ sport = 6379 or dport = 6379
                    10.0.0.1:22                       ~ ( src 10.0.0.1 and sport = 22 ) or ( dst 10.0.0.1 and dport = 22 )
                    sport 1 or sport 2 and sport 3    ~ ( sport = 1 or sport = 2 ) and sport = 3
                    sport 1 sport 2 or sport 3        ~ ( sport = 1 and sport = 2 ) or sport = 3
                    sport 1 | sport 2 || sport 3      ~ sport = 1 or sport = 2 or sport = 3
                    sport 1 & sport 2 && sport 3      ~ sport = 1 and sport = 2 and sport = 3
                    not sport 1 or sport 2            ~ not sport = 1 or sport = 2
                    ! sport 1 sport 2                 ~ not sport = 1 and sport = 2
                    not not sport 1                   ~ sport = 1
                    !(sport=1||sport=2)&&sport=3      ~ not ( sport = 1 or sport = 2 ) and sport = 3
                    ( sport 1 ) ( sport 2 )           ~ sport = 1 and sport = 2
                    """)
    void meanings(String words, String meaning) throws FilterRefused {
        assertThat(parse(words)).hasToString(meaning);
        assertThat(SocketFilter.parse(List.of(words.split(" +")), Optional.empty(), names()))
                .as("the same as words of their own")
                .hasToString(meaning);
    }

    @ParameterizedTest(name = "{0} -> {2} at {1}")
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
                    sport = nosuch           ~  8 ~ no port, and no service that services(5) knows
                    sport = :nosuch          ~  9 ~ no port, and no service that services(5) knows
                    sport = 4294967296       ~  8 ~ no port, and no service that services(5) knows
                    sport = -1               ~  8 ~ no port, and no service that services(5) knows
                    sport = 127.0.0.1:22     ~  8 ~ only a port is due here, without an address; src and dst take both
                    sport =                  ~  7 ~ the filter ends where a port is due
                    sport = = 22             ~  8 ~ a port is due here
                    sport => 22              ~  7 ~ a port is due here
                    sport > *                ~  8 ~ no port is more or less than any port
                    src                      ~  3 ~ the filter ends where an address is due
                    src dst                  ~  4 ~ an address is due here
                    src != 10.0.0.1          ~  4 ~ an address is only compared with =; write not before it
                    src 256.1.1.1            ~  4 ~ no address
                    src 1.2.3.4.5            ~  4 ~ no address
                    src 10.0.0.1/33          ~ 13 ~ the length of a prefix is 0 to 32 bits here
                    src 10.0.0.1/255.0.255.0 ~ 13 ~ the length of a prefix is 0 to 32 bits here
                    src nosuch               ~  4 ~ no address, and no host of that name is known
                    src ::1                  ~  4 ~ an IPv6 address stands in brackets: [::1]
                    src [::1                 ~  4 ~ this bracket is never closed
                    src [::1]x               ~  9 ~ only a colon and a port may follow the bracket
                    src [::]/0               ~  8 ~ the length of a prefix stands inside the brackets: [fe80::/10]
                    src inet:[::1]           ~ 10 ~ no address of family inet
                    src netlink:nosuch       ~ 12 ~ no netlink protocol of that name or number
                    src /run/x               ~  4 ~ no address
                    dev nosuch               ~  4 ~ no interface of that name is in this namespace
                    dev > lo                 ~  4 ~ only = and != can stand here
                    fwmark x                 ~  7 ~ no mark; write 5, 0x5 or 0x1/0x3 (of 32 bits)
                    cgroup /nosuch           ~  7 ~ no cgroup of version 2 has this path
                    ( sport 22               ~  0 ~ this parenthesis is never closed
                    sport 22 )               ~  9 ~ no parenthesis is open here
                    ( )                      ~  2 ~ a condition is due here
                    sport 22 and             ~ 12 ~ the filter ends where a condition is due
                    or sport 22              ~  0 ~ a condition is due here
                    sport 22 state closed    ~  9 ~ state stands before every other condition
                    state listen             ~  6 ~ no such state; is it listening?
                    state                    ~  5 ~ which state? state stands before one
                    exclude all              ~  8 ~ no state is left
                    """)
    void refusals(String words, int at, String message) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOfSatisfying(
                        FilterRefused.class,
                        refused -> {
                            assertThat(refused).hasMessage(message);
                            assertThat(refused.at()).isEqualTo(at);
                            assertThat(refused.text()).isEqualTo(words);
                        });
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            textBlock =
                    """
                    state ESTABLISHED,                          established
                    state closed,                               close
                    state close,                                close
                    state unconnected,                          close
                    state syn-rcv,                              syn_recv
                    state bucket,                               syn_recv time_wait
                    state established state fin-wait-1,         established fin_wait1
                    state connected exclude established exclude time-wait, syn_sent syn_recv fin_wait1 fin_wait2 close_wait last_ack closing
                    state synchronized,                         established syn_recv fin_wait1 fin_wait2 time_wait close_wait last_ack closing
                    excl big,                                   syn_recv time_wait
                    state big exclude listening,                established syn_sent fin_wait1 fin_wait2 close close_wait last_ack closing
                    """)
    void states(String words, String expected) throws FilterRefused {
        Set<TcpState> states = parse(words + " dport = 1").states().orElseThrow();
        assertThat(states.stream().sorted().map(TcpState::label).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void allStatesAreElevenAndNoneMayBeNamed() throws FilterRefused {
        assertThat(parse("state all").states())
                .contains(EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN)));
        assertThat(parse("").states()).isEmpty();
        assertThat(parse("").isEverything()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src /run/*.sock", "src unix:/run/*.sock", "src = /run/*.sock"})
    void whoAsksForUnixSocketsWritesPaths(String words) throws FilterRefused {
        SocketFilter filter = SocketFilter.parse(List.of(words), Optional.of(Family.UNIX), names());
        assertThat(filter.toString()).endsWith("src unix:/run/*.sock");
    }

    /** Any words are a filter or are refused, and a refusal points into the text. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fuzz(long seed) {
        var random = new Random(seed);
        String[] pieces = {
            "src",
            "dst",
            "sport",
            "dport",
            "dev",
            "fwmark",
            "cgroup",
            "autobound",
            "and",
            "or",
            "not",
            "!",
            "&&",
            "||",
            "|",
            "(",
            ")",
            "=",
            "!=",
            ">=",
            "<",
            "eq",
            "[::1]",
            "10/8",
            ":22",
            "*",
            "unix:",
            "/x(",
            "inet6:",
            "]",
            "[",
            ":",
            "/",
            "state",
            "exclude",
            "established",
            "all",
            "\u0007",
            "ſ",
            "0x",
            "٣",
            "-",
            "4294967295",
            "lo",
            "ssh"
        };
        for (int run = 0; run < 20_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
                text.append(random.nextInt(4) == 0 ? "" : " ");
            }
            Optional<Family> family =
                    random.nextBoolean() ? Optional.empty() : Optional.of(Family.UNIX);
            try {
                SocketFilter filter = SocketFilter.parse(List.of(text.toString()), family, names());
                assertThat(filter.plan().explanation()).isNotEmpty();
            } catch (FilterRefused refused) {
                assertThat(refused.at()).isBetween(0, text.length());
                assertThat(refused.length()).isPositive();
            } catch (RuntimeException e) {
                fail("seed %d, run %d: %s".formatted(seed, run, text), e);
            }
        }
    }

    @Test
    void depthAndLengthHaveLimits() {
        assertThatThrownBy(() -> parse("( ".repeat(2_000) + "sport 1" + " )".repeat(2_000)))
                .isInstanceOf(FilterRefused.class)
                .hasMessageContaining("60 levels");
        assertThatThrownBy(() -> parse("not ".repeat(2_000) + "sport 1"))
                .isInstanceOf(FilterRefused.class);
        assertThatThrownBy(() -> parse("sport 1 ".repeat(50_000)))
                .isInstanceOf(FilterRefused.class)
                .hasMessageContaining("characters");
    }

    private static SocketFilter parse(String words) throws FilterRefused {
        return SocketFilter.parse(List.of(words), Optional.empty(), names());
    }

    private static Names names() {
        return new KnownNames();
    }
}
