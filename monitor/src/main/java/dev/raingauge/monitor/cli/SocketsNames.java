package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Names.PortSpan;
import dev.raingauge.monitor.view.SocketNames;
import dev.raingauge.sockdiag.Cgroups;
import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names for the numbers of a namespace's sockets, looked up when they are first wanted. */
final class SocketsNames implements SocketNames {
    /** {@code net.ipv4.ip_local_port_range} as the kernel sets it. */
    private static final PortSpan USUAL = new PortSpan(32_768, 60_999);

    private final Lookout lookout;
    private final boolean numeric;
    private final AddressNames hosts;
    private @Nullable Services services;
    private @Nullable Seat seat;
    private @Nullable Map<Integer, String> interfaces;
    private @Nullable PortSpan ephemeral;
    private Map<Long, List<ProcessRef>> owners = Map.of();

    /**
     * @param numeric whether ports stay numbers
     */
    SocketsNames(Lookout lookout, boolean numeric) {
        this.lookout = lookout;
        this.numeric = numeric;
        this.hosts = new AddressNames(lookout.pace());
    }

    /** What follows is of this namespace. */
    void at(Seat here) {
        seat = here;
        interfaces = null;
        ephemeral = null;
    }

    /** Who holds what. */
    void owners(Map<Long, List<ProcessRef>> found) {
        owners = new HashMap<>(found);
    }

    AddressNames hosts() {
        return hosts;
    }

    @Override
    public boolean numeric() {
        return numeric;
    }

    @Override
    public Optional<String> service(InetProtocol protocol, int port) {
        if (numeric || isChance(port)) {
            return Optional.empty();
        }
        Services known = services;
        if (known == null) {
            known = Services.of(lookout.host().proc().getFileSystem().getPath("/etc", "services"));
            services = known;
        }
        return known.name(protocol, port);
    }

    /** Whether the kernel chooses such ports by itself: the name of one would mean nothing. */
    private boolean isChance(int port) {
        PortSpan span = ephemeral;
        if (span == null) {
            Seat here = seat;
            span =
                    (here == null
                                    ? Optional.<PortSpan>empty()
                                    : new FilterNames(lookout, here).ephemeralPorts())
                            .orElse(USUAL);
            ephemeral = span;
        }
        return span.low() <= port && port <= span.high();
    }

    @Override
    public Optional<String> host(IpAddress address) {
        return hosts.of(address);
    }

    @Override
    public Optional<String> interfaceName(int index) {
        Map<Integer, String> known = interfaces;
        if (known == null) {
            Seat here = seat;
            known =
                    here == null
                            ? Map.of()
                            : here.place()
                                    .pid()
                                    .map(pid -> InterfaceNames.of(lookout.host().proc(), pid))
                                    .orElse(Map.of());
            interfaces = known;
        }
        return Optional.ofNullable(known.get(index));
    }

    @Override
    public Optional<String> cgroup(long id) {
        Cgroups cgroups = lookout.cgroups();
        return cgroups.path(id);
    }

    @Override
    public List<ProcessRef> processes(long inode) {
        return owners.getOrDefault(inode, List.of());
    }
}
