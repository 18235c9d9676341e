package dev.raingauge.sockdiag.model;

/** Sees the UNIX sockets of a walk one by one. */
@FunctionalInterface
public interface UnixVisitor {
    /** Shows the next socket; the details are valid until this method returns. */
    void visit(UnixSocket socket, UnixDetails details);
}
