package dev.raingauge.sockdiag.wire;

import static dev.raingauge.sockdiag.wire.Layouts.U32;
import static dev.raingauge.sockdiag.wire.Layouts.U64;
import static dev.raingauge.sockdiag.wire.Layouts.U8;

import dev.raingauge.sockdiag.model.InetDetails;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.MemoryFigure;
import dev.raingauge.sockdiag.model.TcpFigure;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A window over the attributes behind one {@code struct inet_diag_msg}; it allocates nothing. */
final class InetAttributes implements InetDetails {
    /** Where an attribute is that did not come. */
    static final long ABSENT = -1;

    /** {@code TCP_CA_NAME_MAX} of {@code include/net/tcp.h}. */
    private static final long LONGEST_NAME = 16;

    private final InetProtocol protocol;
    private final NlAttr attributes = new NlAttr();
    private MemorySegment data = MemorySegment.NULL;
    private long info;
    private long infoLength;
    private long memory;
    private long memoryLength;
    private long congestion;
    private long congestionLength;
    private long v6Only;
    private long cgroup;
    private long mark;
    private long typeOfService;
    private long trafficClass;
    private long shutdown;

    InetAttributes(InetProtocol protocol) {
        this.protocol = protocol;
    }

    /** Finds the attributes between two offsets of a datagram. */
    InetAttributes over(MemorySegment datagram, long from, long end)
            throws MalformedMessageException {
        data = datagram;
        info = ABSENT;
        memory = ABSENT;
        congestion = ABSENT;
        v6Only = ABSENT;
        cgroup = ABSENT;
        mark = ABSENT;
        typeOfService = ABSENT;
        trafficClass = ABSENT;
        shutdown = ABSENT;
        attributes.over(datagram, from, end);
        while (attributes.next()) {
            found(attributes.type());
        }
        return this;
    }

    private void found(int type) throws MalformedMessageException {
        switch (type) {
            case InetDiagMsg.INET_DIAG_INFO -> {
                info = attributes.at();
                infoLength = attributes.length();
            }
            case InetDiagMsg.INET_DIAG_SKMEMINFO -> {
                memory = attributes.at();
                memoryLength = attributes.length();
            }
            case InetDiagMsg.INET_DIAG_CONG -> {
                congestion = attributes.at();
                congestionLength = Math.min(LONGEST_NAME, attributes.length());
            }
            case InetDiagMsg.INET_DIAG_SKV6ONLY ->
                    v6Only = attributes.at("INET_DIAG_SKV6ONLY", U8.byteSize());
            case InetDiagMsg.INET_DIAG_CGROUP_ID ->
                    cgroup = attributes.at("INET_DIAG_CGROUP_ID", U64.byteSize());
            case InetDiagMsg.INET_DIAG_MARK ->
                    mark = attributes.at("INET_DIAG_MARK", U32.byteSize());
            case InetDiagMsg.INET_DIAG_TOS ->
                    typeOfService = attributes.at("INET_DIAG_TOS", U8.byteSize());
            case InetDiagMsg.INET_DIAG_TCLASS ->
                    trafficClass = attributes.at("INET_DIAG_TCLASS", U8.byteSize());
            case InetDiagMsg.INET_DIAG_SHUTDOWN ->
                    shutdown = attributes.at("INET_DIAG_SHUTDOWN", U8.byteSize());
            default -> {}
        }
    }

    /** Where the payload of {@code INET_DIAG_INFO} is, or {@link #ABSENT}. */
    long info() {
        return info;
    }

    long infoLength() {
        return infoLength;
    }

    /** What other protocols send under the same name is another struct. */
    @Override
    public OptionalLong tcp(TcpFigure figure) {
        return info == ABSENT || protocol != InetProtocol.TCP
                ? OptionalLong.empty()
                : TcpInfoStruct.figure(figure, data, info, infoLength);
    }

    @Override
    public OptionalLong memory(MemoryFigure figure) {
        return memory == ABSENT
                ? OptionalLong.empty()
                : SkMemInfo.word(figure, data, memory, memoryLength);
    }

    @Override
    public Optional<String> congestionControl() {
        if (congestion == ABSENT) {
            return Optional.empty();
        }
        byte[] name = new byte[(int) congestionLength];
        int length = 0;
        while (length < name.length && data.get(U8, congestion + length) != 0) {
            name[length] = data.get(U8, congestion + length);
            length++;
        }
        return Optional.of(new String(name, 0, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public OptionalLong mark() {
        return mark == ABSENT
                ? OptionalLong.empty()
                : OptionalLong.of(Integer.toUnsignedLong(data.get(U32, mark)));
    }

    @Override
    public OptionalLong cgroupId() {
        return cgroup == ABSENT ? OptionalLong.empty() : OptionalLong.of(data.get(U64, cgroup));
    }

    @Override
    public OptionalInt typeOfService() {
        return octet(typeOfService);
    }

    @Override
    public OptionalInt trafficClass() {
        return octet(trafficClass);
    }

    @Override
    public OptionalInt shutdown() {
        return octet(shutdown);
    }

    /** The kernel sends it with every IPv6 listener since Linux 4.3 and never with IPv4. */
    @Override
    public Optional<Boolean> v6Only() {
        return v6Only == ABSENT ? Optional.empty() : Optional.of(data.get(U8, v6Only) != 0);
    }

    private OptionalInt octet(long at) {
        return at == ABSENT
                ? OptionalInt.empty()
                : OptionalInt.of(Byte.toUnsignedInt(data.get(U8, at)));
    }
}
