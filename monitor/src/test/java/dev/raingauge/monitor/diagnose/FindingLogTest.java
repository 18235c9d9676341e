package dev.raingauge.monitor.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.sockdiag.model.Namespace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When a finding begins and ends. */
class FindingLogTest {
    private static final Namespace HOST = new Namespace(1, "host");
    private final Instant start = Instant.parse("2026-11-23T10:00:00Z");
    private final FindingLog log = new FindingLog();

    @Test
    void aFindingBeginsOnceAndIsSeenAgain() {
        at(0, overflow("0.0.0.0:80"));
        at(5, overflow("0.0.0.0:80"));
        assertThat(log.episodes())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.begun()).isEqualTo(start);
                    assertThat(one.lastSeen()).isEqualTo(start.plusSeconds(5));
                    assertThat(one.lasts()).isTrue();
                });
    }

    /** One second short of the hold it lasts, at the hold it has ended when it was last seen. */
    @Test
    void aGapShorterThanTheHoldIsNoEnd() {
        at(0, overflow("0.0.0.0:80"));
        at(14);
        assertThat(log.episodes().getFirst().lasts()).isTrue();
        at(15);
        assertThat(log.episodes())
                .singleElement()
                .satisfies(one -> assertThat(one.ended()).contains(start));
    }

    @Test
    void whatComesBackAfterItsEndIsNew() {
        at(0, overflow("0.0.0.0:80"));
        at(20);
        at(30, overflow("0.0.0.0:80"));
        assertThat(log.episodes()).hasSize(2);
        assertThat(log.episodes().getFirst().begun()).isEqualTo(start.plusSeconds(30));
        assertThat(log.episodes().getLast().lasts()).isFalse();
    }

    @Test
    void twoAddressesAreTwoFindingsAndAnOwnerFoundLaterIsNone() {
        at(0, overflow("0.0.0.0:80"), overflow("0.0.0.0:81"));
        at(1, overflow("0.0.0.0:80", process(7)), overflow("0.0.0.0:81"));
        assertThat(log.episodes()).hasSize(2);
    }

    @Test
    void withoutAnAddressTheProcessTellsThemApart() {
        at(0, leak(process(7)), leak(process(8)));
        assertThat(log.episodes()).hasSize(2);
    }

    @Test
    void whatEndedIsForgottenAfterAnHourAndNeverMoreThanItsCap() {
        for (int i = 0; i < FindingLog.MOST_ENDED + 50; i++) {
            at(i * 20L, overflow("0.0.0.0:" + i));
        }
        long last = (FindingLog.MOST_ENDED + 50) * 20L;
        at(last);
        assertThat(log.episodes()).hasSizeLessThanOrEqualTo(FindingLog.MOST_ENDED);
        at(last + FindingLog.KEEP.toSeconds() + 1);
        assertThat(log.episodes()).isEmpty();
    }

    private void at(long second, Finding... findings) {
        log.found(start.plusSeconds(second), List.of(findings));
    }

    private static ProcessFacts process(int pid) {
        return new ProcessFacts(
                pid,
                "server",
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                OptionalLong.empty());
    }

    private static Finding overflow(String address, ProcessFacts... owners) {
        return finding(Optional.of(address), owners);
    }

    private static Finding leak(ProcessFacts owner) {
        return finding(Optional.empty(), owner);
    }

    private static Finding finding(Optional<String> address, ProcessFacts... owners) {
        return new HostFinding.OverflowElsewhere(
                new Case(
                        Severity.WARNING,
                        Confidence.LIKELY,
                        new Subject(HOST, address, List.of(owners)),
                        List.of(Signal.of("sockets", new Change(1, 2)))),
                new Change(1, 2));
    }
}
