package dev.raingauge.sockdiag.sys;

import java.lang.foreign.MemorySegment;

/** Bytes to a kernel and back, whether it is this one or a recorded one. */
public interface Netlink extends AutoCloseable {
    /** Sends one request, at most 64 KiB. */
    void send(byte[] bytes) throws SyscallException;

    /**
     * The next datagram, to be read before the next call.
     *
     * @throws SyscallException EAGAIN where none came in time, ENOBUFS where the kernel lost some
     */
    MemorySegment receive() throws SyscallException;

    @Override
    void close();
}
