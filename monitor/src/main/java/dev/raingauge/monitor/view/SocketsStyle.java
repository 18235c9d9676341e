package dev.raingauge.monitor.view;

/**
 * How sockets are to be shown.
 *
 * @param netid whether the protocol is a column: it is not where only one was asked for
 * @param state likewise
 * @param header whether there is a heading
 * @param oneLine whether a socket must be one line, however long
 * @param namespaces whether each namespace is named
 * @param marks whether what opened, closed or changed is marked
 * @param processes whether owners are shown
 * @param timers whether running timers are shown
 * @param extended whether uid, inode, cookie, cgroup and the like are shown
 * @param memory whether memory is shown
 * @param info whether tcp_info is shown
 * @param hostNames whether addresses are shown as names
 */
public record SocketsStyle(
        boolean netid,
        boolean state,
        boolean header,
        boolean oneLine,
        boolean namespaces,
        boolean marks,
        boolean processes,
        boolean timers,
        boolean extended,
        boolean memory,
        boolean info,
        boolean hostNames) {
    boolean hasExtras() {
        return processes || timers || extended || memory || info;
    }

    /** The same, with or without the column of states. */
    public SocketsStyle withState(boolean shown) {
        return new SocketsStyle(
                netid,
                shown,
                header,
                oneLine,
                namespaces,
                marks,
                processes,
                timers,
                extended,
                memory,
                info,
                hostNames);
    }
}
