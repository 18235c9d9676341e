package dev.raingauge.lab.scenario;

import dev.raingauge.lab.Figures;
import dev.raingauge.lab.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that goes wrong in a throw-away namespace, or its healthy twin, which looks like it and
 * must not be complained about.
 */
public final class Scenario {
    /** What happens, once the namespace is there. */
    @FunctionalInterface
    interface Play {
        /** Returns soon; what goes on is left to {@link Stage#every}. */
        void begin(Stage stage) throws IOException;
    }

    private final String name;
    private final String says;
    private final List<Expectation> expected;
    private final List<Sign> signs;
    private final List<Sign> signsElsewhere;
    private final Optional<String> twin;
    private final Play setting;
    private final Play play;

    private Scenario(Writer writer, Play play) {
        this.name = writer.name;
        this.says = writer.says;
        this.expected = List.copyOf(writer.expected);
        this.signs = List.copyOf(writer.signs);
        this.signsElsewhere = List.copyOf(writer.signsElsewhere);
        this.twin = writer.twin;
        this.setting = writer.setting;
        this.play = play;
    }

    /** Every scenario, in the order in which one would learn them. */
    public static List<Scenario> all() {
        return Catalogue.ALL;
    }

    /** The scenario of a name. */
    public static Optional<Scenario> named(String name) {
        return Catalogue.ALL.stream().filter(one -> one.name.equals(name)).findFirst();
    }

    static Writer write(String name, String says) {
        return new Writer(name, says);
    }

    /** A word: {@code slow-accept}. */
    public String name() {
        return name;
    }

    /** What happens, in one or two sentences for somebody who learns. */
    public String says() {
        return says;
    }

    /** The findings it leads to; none for a healthy one. */
    public List<Expectation> expected() {
        return expected;
    }

    /** What the kernel's figures show. */
    public List<Sign> signs() {
        return signs;
    }

    /** What the kernel's figures of {@link Running#elsewhere} show. */
    public List<Sign> signsElsewhere() {
        return signsElsewhere;
    }

    /** The name of the scenario that looks like this one and is the opposite. */
    public Optional<String> twin() {
        return twin;
    }

    /** Whether nothing must be found. */
    public boolean isHealthy() {
        return expected.stream().noneMatch(one -> one.duty() == Expectation.Duty.MUST);
    }

    /** Begins to play it in a namespace of its own. It goes on until the result is closed. */
    public Running start(Lab lab) throws IOException {
        Stage stage = Stage.open(lab, name);
        try {
            setting.begin(stage);
            Figures before = Figures.of(stage.namespace());
            play.begin(stage);
            return new Running(this, stage, before);
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects what a scenario is made of. */
    static final class Writer {
        private final String name;
        private final String says;
        private final List<Expectation> expected = new ArrayList<>();
        private final List<Sign> signs = new ArrayList<>();
        private final List<Sign> signsElsewhere = new ArrayList<>();
        private Optional<String> twin = Optional.empty();
        private Play setting = _ -> {};

        private Writer(String name, String says) {
            this.name = name;
            this.says = says;
        }

        /** A finding that must be made, at an address. */
        Writer must(String rule, String address) {
            return expect(rule, Optional.of(address), Expectation.Duty.MUST);
        }

        /** A finding that must be made about the namespace. */
        Writer must(String rule) {
            return expect(rule, Optional.empty(), Expectation.Duty.MUST);
        }

        /** A finding that would be true as well. */
        Writer may(String rule, String address) {
            return expect(rule, Optional.of(address), Expectation.Duty.MAY);
        }

        Writer may(String rule) {
            return expect(rule, Optional.empty(), Expectation.Duty.MAY);
        }

        Writer elsewhere(String rule, String address) {
            expected.add(
                    new Expectation(
                            rule,
                            Optional.of(address),
                            Expectation.Place.ELSEWHERE,
                            Expectation.Duty.MUST));
            return this;
        }

        private Writer expect(String rule, Optional<String> address, Expectation.Duty duty) {
            expected.add(new Expectation(rule, address, Expectation.Place.HERE, duty));
            return this;
        }

        Writer sign(Sign sign) {
            signs.add(sign);
            return this;
        }

        Writer signElsewhere(Sign sign) {
            signsElsewhere.add(sign);
            return this;
        }

        Writer twin(String other) {
            twin = Optional.of(other);
            return this;
        }

        /** What is there before the figures are read for the first time. */
        Writer setting(Play before) {
            setting = before;
            return this;
        }

        Scenario play(Play play) {
            return new Scenario(this, play);
        }
    }
}
