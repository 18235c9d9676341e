package dev.raingauge.sockdiag.wire;

import java.lang.foreign.MemorySegment;

/** For a command, whose answer is an error number and nothing else. */
public final class NoRecords implements RecordReader {
    @Override
    public boolean reads(int messageType) {
        return false;
    }

    @Override
    public void read(MemorySegment datagram, long from, long end) {}
}
