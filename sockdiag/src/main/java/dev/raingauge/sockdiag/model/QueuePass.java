package dev.raingauge.sockdiag.model;

import java.util.List;

/**
 * The cheapest look at a namespace: every listener with its accept queue, and nothing else. Its
 * cost does not grow with the number of connections.
 *
 * @param consistent false if the kernel reported an interrupted dump in every try
 */
public record QueuePass(
        List<TcpSocket.Listener> tcp, List<UnixSocket.Listener> unix, boolean consistent) {
    public QueuePass {
        tcp = List.copyOf(tcp);
        unix = List.copyOf(unix);
    }
}
