package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.analyse.Look;
import dev.raingauge.monitor.view.SocketMark;
import dev.raingauge.monitor.view.SocketRows;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Shows sockets with those who hold them. The inodes in question are what a first walk over all
 * namespaces sees; all processes are then gone through once, and a second walk shows.
 */
final class SocketsOwners {
    private final Lookout lookout;
    private final SocketsOptions options;
    private final Filters filters;
    private final boolean json;

    SocketsOwners(Lookout lookout, SocketsOptions options, Filters filters, boolean json) {
        this.lookout = lookout;
        this.options = options;
        this.filters = filters;
        this.json = json;
    }

    /** Shows the sockets of all namespaces that were asked for. */
    Look show(SocketsNames names, SocketRows rows) throws IOException, Failure {
        LongPredicate wanted = _ -> true;
        var owners = new Owners.Found(Map.of(), List.of());
        if (options.process().isPresent()) {
            owners = Owners.heldBy(lookout.host().proc(), options.process().get());
            wanted = owners.byInode()::containsKey;
        } else if (options.style().processes()) {
            var inodes = new Inodes();
            Lookout.Seen<Boolean> _ =
                    lookout.look((seat, _) -> {
                        look(seat, _ -> true).walk(seat, new Lookout.Notes(), inodes);
                        return true;
                    });
            owners = lookout.owners().of(inodes.seen);
        }
        names.owners(owners.byInode());
        List<Gap> unknown = owners.gaps();
        LongPredicate inodes = wanted;
        return lookout.look(
                        (seat, notes) -> {
                            names.at(seat);
                            look(seat, inodes)
                                    .walk(seat, notes, lookout.shows(seat) ? rows : NOWHERE);
                            return true;
                        },
                        (found, notes) -> {
                            notes.gaps(unknown);
                            names.hosts().gap().ifPresent(notes::gap);
                            return found;
                        })
                .look();
    }

    /** For a namespace that is asked only because it was when this was recorded. */
    private static final SocketRows NOWHERE = new Inodes();

    private SocketsLook look(Seat seat, LongPredicate inodes) throws IOException {
        return new SocketsLook(options, new SocketsFilter(filters.in(seat)), json, inodes);
    }

    /** Remembers inodes. */
    private static final class Inodes implements SocketRows {
        private final Set<Long> seen = new HashSet<>();

        @Override
        public void begin(Namespace namespace) {}

        @Override
        public void inet(InetRecord socket, SocketMark mark) {
            seen.add(socket.inode());
        }

        @Override
        public void unix(UnixSocket socket, UnixDetails details, SocketMark mark) {
            seen.add(socket.identity().inode());
        }

        @Override
        public void other(OtherSocket socket, SocketMark mark) {
            seen.add(socket.inode());
        }
    }
}
