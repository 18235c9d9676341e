package dev.raingauge.sockdiag.model;

/**
 * A process that holds a socket open.
 *
 * @param pid in the pid namespace of the /proc that was read
 * @param name {@code /proc/PID/comm}, at most 15 bytes; may hold any characters
 * @param fd the descriptor
 */
public record ProcessRef(int pid, String name, int fd) {}
