package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code help from netstat}: what people type elsewhere, and what they would type here. */
final class From {
    private static final String RESOURCE = "from.txt";
    private static final String SECTION = "== ";

    /** A column for their command; a longer one gets a line of its own. */
    private static final int THEIRS = 32;

    private final Map<String, List<Row>> tools;

    private From(Map<String, List<Row>> tools) {
        this.tools = tools;
    }

    /**
     * One habit.
     *
     * @param theirs what is typed elsewhere
     * @param ours what to type here, {@code raingauge} included
     * @param note what is different; may be empty
     */
    record Row(String theirs, String ours, String note) {}

    /** That of this build. */
    static From read() throws IOException {
        try (InputStream file = From.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IOException("the program lacks its file " + RESOURCE);
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static From parse(String text) {
        var tools = new LinkedHashMap<String, List<Row>>();
        List<Row> rows = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith(SECTION)) {
                rows = new ArrayList<>();
                tools.put(line.substring(SECTION.length()).strip(), rows);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(row(line));
            }
        }
        return new From(tools);
    }

    private static Row row(String line) {
        String[] cells = line.split("(?<!\\\\)\\|", -1);
        if (cells.length != 3) {
            throw new IllegalArgumentException("not three cells: " + line);
        }
        return new Row(
                cells[0].replace("\\|", "|").strip(),
                cells[1].replace("\\|", "|").strip(),
                cells[2].strip());
    }

    List<String> tools() {
        return List.copyOf(tools.keySet());
    }

    /** The habits of one tool; empty if it is not among them. */
    Optional<List<Row>> of(String tool) {
        return Optional.ofNullable(tools.get(tool));
    }

    /** As text of at most 80 columns. */
    static String text(List<Row> rows, Page page) {
        var text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.theirs());
            if (row.theirs().length() < THEIRS) {
                text.repeat(' ', THEIRS - row.theirs().length());
            } else {
                text.append('\n').repeat(' ', THEIRS);
            }
            text.append(row.ours()).append('\n');
            note(row.note(), Math.min(page.width().orElse(80), 80) - THEIRS, text);
        }
        return text.toString();
    }

    private static void note(String note, int room, StringBuilder text) {
        int used = 0;
        for (String word : note.isEmpty() ? new String[0] : note.split(" ", -1)) {
            if (used > 0 && used + 1 + word.length() <= room) {
                text.append(' ').append(word);
                used += 1 + word.length();
            } else {
                text.append(used > 0 ? "\n" : "").repeat(' ', THEIRS).append(word);
                used = word.length();
            }
        }
        text.append(used > 0 ? "\n" : "");
    }

    /** The page of the documentation. */
    String markdown() {
        var page =
                new StringBuilder(
                        """
                        # From netstat, ss, lsof and others

                        What people type elsewhere, and what they would type here. `raingauge help from netstat` prints the
                        same.
                        """);
        tools.forEach((tool, rows) -> {
            page.append("\n## ").append(tool).append("\n\n");
            page.append("| elsewhere | here | |\n| --- | --- | --- |\n");
            for (Row row : rows) {
                page.append("| ").append(code(row.theirs()));
                page.append(" | ").append(code(row.ours()));
                page.append(" | ").append(row.note()).append(" |\n");
            }
        });
        return page.toString();
    }

    private static String code(String command) {
        return "`" + command.replace("|", "\\|") + "`";
    }
}
