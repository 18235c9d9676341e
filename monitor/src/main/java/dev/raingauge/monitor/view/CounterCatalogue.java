package dev.raingauge.monitor.view;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel's counters mean, from {@code counters.txt} next to this class.
 *
 * @param sections in the file's order
 */
public record CounterCatalogue(List<Section> sections, Map<String, Meaning> byName) {
    public CounterCatalogue {
        sections = List.copyOf(sections);
        byName = Map.copyOf(byName);
    }

    /**
     * Counters that belong together.
     *
     * @param title what they have in common
     */
    public record Section(String title, List<Meaning> counters) {
        public Section {
            counters = List.copyOf(counters);
        }
    }

    /**
     * One counter.
     *
     * @param name as nstat prints it
     * @param kind whether it counts at all
     * @param sentence what one more of it means
     * @param misread how it is commonly misread
     */
    public record Meaning(String name, Kind kind, String sentence, Optional<String> misread) {}

    /** What a number under a counter's name may be. */
    public enum Kind {
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** A setting that is shown among the counters. */
        CONSTANT
    }

    public Optional<Meaning> of(String counter) {
        return Optional.ofNullable(byName.get(counter));
    }

    /** Reads the catalogue that comes with the program. */
    public static CounterCatalogue load() throws IOException {
        try (InputStream file = CounterCatalogue.class.getResourceAsStream("counters.txt")) {
            if (file == null) {
                throw new IOException("counters.txt is missing from the program: build it again");
            }
            return parse(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)));
        }
    }

    private static CounterCatalogue parse(BufferedReader file) throws IOException {
        var sections = new LinkedHashMap<String, List<Meaning>>();
        var byName = new LinkedHashMap<String, Meaning>();
        List<Meaning> section = new ArrayList<>();
        Entry entry = null;
        for (String line = file.readLine(); line != null; line = file.readLine()) {
            if (line.startsWith("  ") && entry != null) {
                entry.add(line.strip());
                continue;
            }
            if (entry != null) {
                Meaning meaning = entry.meaning();
                section.add(meaning);
                byName.put(meaning.name(), meaning);
                entry = null;
            }
            if (line.startsWith("## ")) {
                section = new ArrayList<>();
                sections.put(line.substring(3), section);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                entry = new Entry(line);
            }
        }
        if (entry != null) {
            Meaning meaning = entry.meaning();
            section.add(meaning);
            byName.put(meaning.name(), meaning);
        }
        var read = new ArrayList<Section>();
        sections.forEach((title, counters) -> read.add(new Section(title, counters)));
        return new CounterCatalogue(read, byName);
    }

    /** A counter that is being read. */
    private static final class Entry {
        private final String name;
        private final Kind kind;
        private String sentence = "";
        private String misread = "";

        Entry(String line) {
            int space = line.indexOf(' ');
            name = space < 0 ? line : line.substring(0, space);
            kind =
                    line.endsWith(" gauge")
                            ? Kind.GAUGE
                            : line.endsWith(" constant") ? Kind.CONSTANT : Kind.COUNTER;
        }

        void add(String line) {
            if (line.startsWith("! ")) {
                misread = line.substring(2);
            } else {
                sentence = sentence.isEmpty() ? line : sentence + " " + line;
            }
        }

        Meaning meaning() {
            return new Meaning(
                    name,
                    kind,
                    sentence,
                    misread.isEmpty() ? Optional.empty() : Optional.of(misread));
        }
    }
}
