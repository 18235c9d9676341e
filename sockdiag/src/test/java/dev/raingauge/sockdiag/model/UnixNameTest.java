package dev.raingauge.sockdiag.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnixNameTest {
    @Test
    void aPathIsItself() {
        UnixName name = UnixName.ofPath("/run/gr\u00fc\u00df.sock");
        assertThat(name).hasToString("/run/gr\u00fc\u00df.sock");
        assertThat(name.bytes()).as("one char for each byte").hasSize(16);
        assertThat(name.isAbstract()).isFalse();
        assertThat(name.isUnnamed()).isFalse();
    }

    @Test
    void anAbstractNameBeginsWithAnAt() {
        UnixName name = UnixName.ofAbstract("app");
        assertThat(name).hasToString("@app").isEqualTo(new UnixName("\0app"));
        assertThat(name.isAbstract()).isTrue();
        assertThat(new UnixName("\0")).hasToString("@");
        assertThat(UnixName.ofPath("@app")).as("a file of that name").isNotEqualTo(name);
    }

    @Test
    void noNameIsEmpty() {
        assertThat(UnixName.NONE).hasToString("");
        assertThat(UnixName.NONE.isUnnamed()).isTrue();
        assertThat(UnixName.NONE.isAbstract()).isFalse();
    }

    /** Two different names stay different, whatever bytes they are made of. */
    @Test
    void bytesThatAreNoTextAreNotLost() {
        assertThat(new UnixName("/run/\u00ff\u00fe")).hasToString("/run/\\xff\\xfe");
        assertThat(new UnixName("/run/\u00ff")).isNotEqualTo(new UnixName("/run/\u00fe"));
        assertThat(new UnixName("\0\u0080")).hasToString("@\\x80");
    }

    @Test
    void controlCharactersAreLeftToWhoeverPrints() {
        assertThat(new UnixName("/a\n\u001b[2J")).hasToString("/a\n\u001b[2J");
        assertThat(new UnixName("\0a\0b\0")).hasToString("@a\0b\0");
    }

    @Test
    void orderIsThatOfTheBytes() {
        assertThat(UnixName.NONE).isLessThan(UnixName.ofAbstract("z"));
        assertThat(UnixName.ofAbstract("z")).isLessThan(UnixName.ofPath("/a"));
        assertThat(UnixName.ofPath("/a")).isLessThan(UnixName.ofPath("/a/b"));
    }
}
