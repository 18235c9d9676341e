package dev.raingauge.sockdiag.tape;

import org.jspecify.annotations.Nullable;

/** What was asked. */
enum Kind {
    /** The content of a file. */
    READ('R'),
    /** The names in a directory. */
    LIST('D'),
    /** Where a symbolic link leads. */
    LINK('L'),
    /** Where the links of a directory lead whose names are numbers: descriptors. */
    LINKS('F'),
    /** What stat(2) says, the link followed. */
    STAT('S'),
    /** What lstat(2) says. */
    LSTAT('s'),
    /** Getting hold of a namespace. */
    ENTER('E'),
    /** Opening a netlink socket in it. */
    OPEN('O'),
    /** A netlink message; its answer is datagrams. */
    NETLINK('N'),
    /** Entering a namespace to read something in it. */
    VISIT('V'),
    /** Whether a UNIX datagram socket is full. */
    PROBE('U'),
    /** Something that only the recording program could know. */
    FACT('f'),
    /** The time of day. */
    NOW('T'),
    /** The time that never jumps. */
    TICKS('t');

    /** How a file writes it. */
    final char code;

    Kind(char code) {
        this.code = code;
    }

    /** The kind of a code in a file; null for a code of a later program. */
    static @Nullable Kind of(byte code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }
}
