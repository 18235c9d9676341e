package dev.raingauge.monitor.serve;

import java.util.OptionalInt;

/**
 * What does not change while the program runs.
 *
 * @param version of this program
 * @param host the host's name
 * @param kernel its release, as {@code uname -r} prints it
 * @param pageBytes size of a page of memory; empty where not known
 */
public record About(String version, String host, String kernel, OptionalInt pageBytes) {}
