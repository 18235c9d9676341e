package dev.raingauge.monitor.door;

/** A value of the file, and where it stands. */
record Word(String text, Place place) {}
