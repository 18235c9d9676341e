package dev.raingauge.monitor.terminal;

/** How much a screen shows, in cells. */
public record Size(int columns, int lines) {}
