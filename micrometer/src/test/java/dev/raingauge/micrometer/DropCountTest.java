package dev.raingauge.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DropCountTest {
    private final DropCount count = new DropCount();

    @Test
    void isUnknownWhileNoSocketTold() {
        count.add(1, OptionalLong.empty());
        assertThat(count.total()).isEmpty();
    }

    @Test
    void zeroIsAFigure() {
        count.add(1, OptionalLong.of(0));
        assertThat(count.total()).hasValue(0);
    }

    @Test
    void goesOnWhenAListenerIsClosedAndOpenedAgain() {
        count.add(1, OptionalLong.of(7));
        count.keepOnly(List.of());
        count.add(2, OptionalLong.of(3));
        assertThat(count.total()).hasValue(10);
    }

    @Test
    void addsTheMembersOfAnAddress() {
        count.add(1, OptionalLong.of(7));
        count.add(2, OptionalLong.of(1));
        count.add(1, OptionalLong.of(9));
        assertThat(count.total()).hasValue(10);
    }

    @Test
    void goesOverTheEndOf32Bits() {
        count.add(1, OptionalLong.of(0xffff_fffeL));
        count.add(1, OptionalLong.of(2));
        assertThat(count.total()).hasValue(0x1_0000_0002L);
    }
}
