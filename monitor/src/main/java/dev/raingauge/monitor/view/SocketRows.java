package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;

/** Writes sockets one by one as a walk shows them, and keeps no million of them. */
public interface SocketRows {
    /** What follows is of this namespace. */
    void begin(Namespace namespace) throws IOException;

    void inet(InetRecord socket, SocketMark mark) throws IOException;

    void unix(UnixSocket socket, UnixDetails details, SocketMark mark) throws IOException;

    void other(OtherSocket socket, SocketMark mark) throws IOException;
}
