package dev.raingauge.sockdiag.model;

/** Sees the sockets of a walk one by one. */
@FunctionalInterface
public interface InetVisitor {
    /** Shows the next socket; the record is valid until this method returns. */
    void visit(InetRecord socket);
}
