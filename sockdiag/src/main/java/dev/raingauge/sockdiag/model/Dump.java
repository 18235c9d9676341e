package dev.raingauge.sockdiag.model;

import java.util.List;

/**
 * The answer to one question about sockets.
 *
 * @param sockets each socket once, by its cookie
 * @param consistent false if the kernel said in every try that the answer was interrupted ({@code
 *     NLM_F_DUMP_INTR}): a socket may be missing. Even a consistent dump is not one instant
 */
public record Dump<T>(List<T> sockets, boolean consistent) {
    public Dump {
        sockets = List.copyOf(sockets);
    }
}
