package dev.raingauge.monitor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a user types gets into PromQL but as a label, an operator and a string. */
class LabelMatcherTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            textBlock =
                    """
                    job=raingauge                      ; job="raingauge"
                    job="raingauge"  ;  job="raingauge"
                    instance=~"web.*"  ;  instance=~"web.*"
                    instance=~web.*  ;  instance=~"web.*"
                    instance!~'db.*'  ;  instance!~"db.*"
                    env != prod                        ; env!="prod"
                    {job="a",instance=~"b|c"}  ;  job="a",instance=~"b|c"
                    {job="a", }                        ; job="a"
                    instance=~"web\\\\.1"  ;  instance=~"web\\\\.1"
                    instance=~`web\\.1`  ;  instance=~"web\\\\.1"
                    job=a"} or up{job!="  ;  job="a\\"} or up{job!=\\""
                    job="x\\"})) or vector(1) #"  ;  job="x\\"})) or vector(1) #"
                    job=                               ; job=""
                    job="a",env="b"  ;  job="a",env="b"
                    """)
    void isWrittenAnew(String typed, String promql) {
        assertThat(
                        LabelMatcher.parse(List.of(typed)).stream()
                                .map(LabelMatcher::promql)
                                .collect(Collectors.joining(",")))
                .isEqualTo(promql);
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(PromText.quoted("a\u001b[2J\n\u0085ü"))
                .isEqualTo("\"a\\u001b[2J\\u000a\\u0085ü\"");
    }

    @Test
    void anAlternativeMatchesNothingButItself() {
        assertThat(PromText.anyOf(List.of("[::1]:80", "a|b", "\"")))
                .isEqualTo("\"\\\\[::1\\\\]:80|a\\\\|b|\\\"\"");
    }

    /** The question must stay one that a server takes. */
    @Test
    void thereIsAMostOfThem() {
        List<String> twenty = Collections.nCopies(20, "job=a");
        assertThat(LabelMatcher.parse(twenty)).hasSize(20);
        List<String> more = Collections.nCopies(21, "job=a");
        assertThatThrownBy(() -> LabelMatcher.parse(more)).hasMessage("at most 20 conditions");
        assertThat(LabelMatcher.parse(List.of("job=" + "a".repeat(1000)))).hasSize(1);
        List<String> tooLong = List.of("job=" + "a".repeat(1001));
        assertThatThrownBy(() -> LabelMatcher.parse(tooLong)).hasMessageContaining("1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "",
                "=x",
                "1a=x",
                "a-b=x",
                "__name__=up",
                "job=\"a",
                "job=\"a\"b",
                "{job=a}",
                "severity=warning",
                "rule=x",
                "job=\"\\d\"",
                "}=x"
            })
    void whatIsNoneIsRefused(String typed) {
        assertThatThrownBy(() -> LabelMatcher.parse(List.of(typed)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }
}
