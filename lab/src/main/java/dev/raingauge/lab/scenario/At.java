package dev.raingauge.lab.scenario;

import dev.raingauge.lab.LabNamespace;

/** The addresses of the lab's servers. Each scenario has its namespace, so all use the same. */
final class At {
    static final int PORT = 7000;
    static final int OTHER_PORT = 7001;

    /** For clients of the same host. */
    static final String LOCAL = "127.0.0.1:" + PORT;

    static final String OTHER_LOCAL = "127.0.0.1:" + OTHER_PORT;

    /** For clients of the peer namespace. */
    static final String PUBLIC = LabNamespace.ADDRESS + ":" + PORT;

    static final String OTHER_PUBLIC = LabNamespace.ADDRESS + ":" + OTHER_PORT;

    /** A server in the peer namespace. */
    static final String REMOTE = LabNamespace.PEER_ADDRESS + ":" + PORT;

    static final String UNIX = "@rg-lab";

    private At() {}
}
