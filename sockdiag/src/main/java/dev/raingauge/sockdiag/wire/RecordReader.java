package dev.raingauge.sockdiag.wire;

import java.lang.foreign.MemorySegment;

/** Reads the records of one kind of dump as {@link DumpReader} comes to them. */
public sealed interface RecordReader
        permits TcpRecordReader, UnixRecordReader, OtherRecordReader, DestroyedReader, NoRecords {
    /** Whether messages of this type are its records; others are skipped. */
    boolean reads(int messageType);

    /**
     * Reads one record.
     *
     * @param datagram what was received, valid only during this call
     * @param from where the record begins, behind its message's header
     * @param end where its message ends
     */
    void read(MemorySegment datagram, long from, long end) throws MalformedMessageException;
}
