package dev.raingauge.monitor.door;

/**
 * A line of the web configuration file.
 *
 * @param line from 1
 */
record Place(String file, int line) {
    RefusedConfig refuse(String why) {
        return new RefusedConfig(file + ":" + line + ": " + why);
    }
}
