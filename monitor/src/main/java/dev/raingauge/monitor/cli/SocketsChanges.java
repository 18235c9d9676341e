package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.KeptRows;
import dev.raingauge.monitor.view.SocketMark;
import dev.raingauge.monitor.view.SocketRow;
import dev.raingauge.monitor.view.SocketRows;
import dev.raingauge.monitor.view.SocketWords;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.SocketIdentity;
import dev.raingauge.sockdiag.model.TcpState;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks what opened, closed and changed its state from one look to the next. A socket is known by
 * its cookie, which it keeps through all of its states; without one, by its addresses and inode.
 */
final class SocketsChanges {
    /** A socket as it was. */
    private record Was(TcpState state, SocketRow row) {}

    private Map<Object, Was> before = Map.of();
    private Map<Object, Was> now = new LinkedHashMap<>();
    private boolean first = true;

    /** Shows a look's sockets with their marks. */
    SocketRows marking(KeptRows rows) {
        return new SocketRows() {
            @Override
            public void begin(Namespace namespace) throws IOException {
                rows.begin(namespace);
            }

            @Override
            public void inet(InetRecord socket, SocketMark none) throws IOException {
                Object key = key(socket);
                rows.inet(socket, mark(key, socket.state()));
                seen(key, socket.state(), rows);
            }

            @Override
            public void unix(UnixSocket socket, UnixDetails details, SocketMark none)
                    throws IOException {
                SocketIdentity identity = socket.identity();
                Object key = identity.cookie().orElse(-identity.inode());
                rows.unix(socket, details, mark(key, details.state()));
                seen(key, details.state(), rows);
            }

            @Override
            public void other(OtherSocket socket, SocketMark none) throws IOException {
                Object key = socket.cookie().orElse(-socket.inode());
                rows.other(socket, mark(key, SocketWords.state(socket)));
                seen(key, SocketWords.state(socket), rows);
            }
        };
    }

    /** Ends a look: shows what is gone since the one before. */
    void end(KeptRows rows) throws IOException {
        for (Map.Entry<Object, Was> entry : before.entrySet()) {
            if (!now.containsKey(entry.getKey())) {
                rows.gone(entry.getValue().row());
            }
        }
        before = now;
        now = new LinkedHashMap<>();
        first = false;
    }

    private SocketMark mark(Object key, TcpState state) {
        Was was = before.get(key);
        if (was == null) {
            return first ? SocketMark.NONE : SocketMark.OPENED;
        }
        return was.state() == state ? SocketMark.NONE : SocketMark.changed(was.state());
    }

    private void seen(Object key, TcpState state, KeptRows rows) {
        now.put(key, new Was(state, rows.last()));
    }

    private static Object key(InetRecord socket) {
        long cookie = socket.cookie();
        return cookie != 0 && cookie != -1
                ? cookie
                : List.of(
                        socket.protocol(),
                        socket.localHigh(),
                        socket.localLow(),
                        socket.localPort(),
                        socket.remoteHigh(),
                        socket.remoteLow(),
                        socket.remotePort(),
                        socket.inode());
    }
}
