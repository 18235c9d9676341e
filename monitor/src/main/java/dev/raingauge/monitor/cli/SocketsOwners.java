package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.SocketMark;
import dev.raingauge.monitor.view.SocketRows;
import dev.raingauge.sockdiag.Owners;
import dev.raingauge.sockdiag.model.InetRecord;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.model.OtherSocket;
import dev.raingauge.sockdiag.model.UnixDetails;
import dev.raingauge.sockdiag.model.UnixSocket;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Shows sockets with those who hold them. The inodes in question are what a first walk sees; all
 * processes are then gone through once, and a second walk shows.
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

    /** Shows the sockets of a namespace. */
    boolean show(Seat seat, Lookout.Notes notes, SocketsNames names, SocketRows rows)
            throws IOException {
        names.at(seat);
        if (options.process().isPresent()) {
            Owners.Found held = Owners.heldBy(lookout.host().proc(), options.process().get());
            notes.gaps(held.gaps());
            names.owners(held.byInode());
            look(seat, held.byInode()::containsKey).walk(seat, notes, rows);
        } else if (options.style().processes()) {
            var inodes = new Inodes();
            look(seat, _ -> true).walk(seat, new Lookout.Notes(), inodes);
            Owners.Found found = lookout.owners().of(inodes.seen);
            notes.gaps(found.gaps());
            names.owners(found.byInode());
            look(seat, _ -> true).walk(seat, notes, rows);
        } else {
            look(seat, _ -> true).walk(seat, notes, rows);
        }
        names.hosts().gap().ifPresent(notes::gap);
        return true;
    }

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
