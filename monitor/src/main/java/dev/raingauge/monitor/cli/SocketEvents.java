package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.SocketFilter;
import dev.raingauge.monitor.filter.Truth;
import dev.raingauge.monitor.view.EventJson;
import dev.raingauge.monitor.view.EventText;
import dev.raingauge.monitor.view.Page;
import dev.raingauge.sockdiag.Destroyed;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.SockDiag;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.TcpState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Tells of sockets as the kernel takes them down, until the program is ended. Those that never had
 * an address, of which every program that asks for its interfaces makes some, only with {@code -a}.
 */
final class SocketEvents {
    private final Lookout lookout;
    private final SocketsOptions options;
    private final SocketFilter filter;
    private final boolean json;
    private final Surroundings around;

    SocketEvents(
            Lookout lookout,
            SocketsOptions options,
            SocketFilter filter,
            boolean json,
            Surroundings around) {
        this.filter = filter;
        this.lookout = lookout;
        this.options = options;
        this.json = json;
        this.around = around;
    }

    void run() throws IOException, Failure {
        if (lookout.all()) {
            throw Failure.wrongUsage("--events listens in one namespace; name it");
        }
        List<Seat> seats = lookout.seats(new Lookout.Notes());
        Host.Place place = seats.getFirst().place();
        Screen screen = around.screen();
        var page = new Page(screen.width(), screen.unicode(), screen.colours());
        try (Destroyed destroyed =
                lookout.named()
                        ? SockDiag.destroyedIn(place.file())
                        : SockDiag.destroyed(lookout.host())) {
            while (true) {
                Destroyed.Heard heard = destroyed.next(socket -> tell(socket, page));
                if (heard == Destroyed.Heard.LOSS) {
                    lost(page);
                }
            }
        } catch (UncheckedIOException closed) {
            throw closed.getCause() == null ? new IOException(closed) : closed.getCause();
        }
    }

    private void tell(InetRecord socket, Page page) {
        boolean version =
                options.version().isEmpty()
                        || (options.version().get() == IpAddress.Version.V6) == socket.isV6();
        boolean used =
                socket.localPort() != 0
                        || socket.remotePort() != 0
                        || options.states().contains(TcpState.CLOSE);
        boolean wanted =
                version
                        && used
                        && options.kinds().inet().contains(socket.protocol())
                        && filter.judge(SocketSubjects.of(socket, true)) == Truth.YES;
        if (!wanted) {
            return;
        }
        var text = new StringBuilder();
        try {
            if (json) {
                EventJson.closed(lookout.clock().instant(), socket, text);
            } else {
                EventText.closed(lookout.clock().instant(), socket, page, text);
            }
            around.print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lost(Page page) throws IOException {
        var text = new StringBuilder();
        if (json) {
            EventJson.lost(lookout.clock().instant(), text);
        } else {
            EventText.lost(lookout.clock().instant(), page, text);
        }
        around.print(text);
    }
}
