package dev.raingauge.monitor.door;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A part of the file with names and values. Each of them knows its line; a name that nobody knows,
 * or that stands there twice, is refused.
 */
final class Section {
    private static final Set<String> YES = Set.of("true", "True", "TRUE", "yes", "Yes", "on", "On");
    private static final Set<String> NO =
            Set.of("false", "False", "FALSE", "no", "No", "off", "Off");

    private final Place place;
    private final String title;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Place place, Node value) {}

    private Section(Place place, String title) {
        this.place = place;
        this.title = title;
    }

    /** The whole file; one with nothing in it is an empty section. */
    static Section root(String file, String text) throws RefusedConfig {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            var parser = new ParserImpl(settings, new StreamReader(settings, text));
            Optional<Node> root = new Composer(settings, parser).getSingleNode();
            Place first = new Place(file, 1);
            return root.isEmpty()
                    ? new Section(first, "the file")
                    : of(first, "the file", root.get());
        } catch (MarkedYamlEngineException e) {
            throw new Place(file, e.getProblemMark().map(Mark::getLine).orElse(0) + 1)
                    .refuse("not YAML: " + String.valueOf(e.getProblem()).replace('\n', ' '));
        } catch (YamlEngineException e) {
            throw new Place(file, 1)
                    .refuse("not YAML: " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }

    private static Section of(Place place, String title, Node node) throws RefusedConfig {
        var section = new Section(place, title);
        if (isNothing(node)) {
            return section;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw at(place, node).refuse(title + " must hold names and values (NAME: VALUE)");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Place there = at(place, tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw there.refuse("a name must be a plain word");
            }
            var entry = new Entry(there, tuple.getValueNode());
            if (section.entries.put(name.getValue(), entry) != null) {
                throw there.refuse(name.getValue() + " stands there twice");
            }
        }
        return section;
    }

    private static Place at(Place near, Node node) {
        return new Place(
                near.file(), node.getStartMark().map(Mark::getLine).orElse(near.line() - 1) + 1);
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** Refuses every other name. */
    Section only(String... known) throws RefusedConfig {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!List.of(known).contains(entry.getKey())) {
                throw entry.getValue()
                        .place()
                        .refuse(
                                "unknown name "
                                        + entry.getKey()
                                        + " in "
                                        + title
                                        + "; known are "
                                        + String.join(", ", known));
            }
        }
        return this;
    }

    Place place() {
        return place;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** One that is not there is empty. */
    Section section(String name) throws RefusedConfig {
        Entry entry = entries.get(name);
        return entry == null ? new Section(place, name) : of(entry.place(), name, entry.value());
    }

    /** A value; empty where there is none, or an empty text. */
    Optional<Word> word(String name) throws RefusedConfig {
        Entry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        Word word = word(name, entry.place(), entry.value());
        return word.text().isEmpty() ? Optional.empty() : Optional.of(word);
    }

    private static Word word(String name, Place place, Node node) throws RefusedConfig {
        if (!(node instanceof ScalarNode scalar)) {
            throw place.refuse(name + " must be a single value");
        }
        return new Word(isNothing(node) ? "" : scalar.getValue(), place);
    }

    List<Word> words(String name) throws RefusedConfig {
        Entry entry = entries.get(name);
        if (entry == null || isNothing(entry.value())) {
            return List.of();
        }
        if (!(entry.value() instanceof SequenceNode sequence)) {
            throw entry.place().refuse(name + " must be a list");
        }
        List<Word> words = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            words.add(word(name, at(entry.place(), node), node));
        }
        return words;
    }

    /** Every name with its value, in the order of the file. */
    Map<String, Word> words() throws RefusedConfig {
        Map<String, Word> words = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            Entry value = entry.getValue();
            words.put(entry.getKey(), word(entry.getKey(), value.place(), value.value()));
        }
        return words;
    }

    boolean flag(String name, boolean usual) throws RefusedConfig {
        Optional<Word> word = word(name);
        if (word.isEmpty() || YES.contains(word.get().text())) {
            return word.isEmpty() ? usual : true;
        }
        if (NO.contains(word.get().text())) {
            return false;
        }
        throw word.get().place().refuse(name + " must be true or false");
    }
}
