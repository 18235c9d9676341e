package dev.raingauge.monitor.view;

import java.util.Optional;

/** A row that outlives its socket, to be shown once more when that is gone. */
public final class SocketRow {
    private final Optional<SocketCells.Kept> cells;
    private final String json;

    SocketRow(SocketCells.Kept cells) {
        this.cells = Optional.of(cells);
        this.json = "";
    }

    /**
     * @param json the fields behind the mark
     */
    SocketRow(String json) {
        this.cells = Optional.empty();
        this.json = json;
    }

    Optional<SocketCells.Kept> cells() {
        return cells;
    }

    String json() {
        return json;
    }
}
