package dev.raingauge.sockdiag.model;

/**
 * A network namespace.
 *
 * @param id its inode, which {@code /proc/PID/ns/net} links to; the same number is the same
 *     namespace
 * @param name what people call it: {@code host} for the initial one, a name from /run/netns, or the
 *     name and pid of its oldest process; never empty
 */
public record Namespace(long id, String name) {}
