package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What names mean in one network namespace. A name that means nothing has an empty answer. */
public interface Names {
    /** The port of a service in services(5): {@code ssh}. */
    OptionalInt service(String name);

    /** The addresses of a host name, which may take a question to a name server. */
    List<IpAddress> host(String name);

    /** The index of an interface in that namespace. */
    OptionalInt interfaceIndex(String name);

    /** The inode of a cgroup-v2 directory; of its path below the mount point. */
    OptionalLong cgroupId(String path);

    /** The number of a netlink protocol: {@code rtnl}. */
    OptionalInt netlinkProtocol(String name);

    /** From which ports the kernel chooses ({@code net.ipv4.ip_local_port_range}). */
    Optional<PortSpan> ephemeralPorts();

    /** Two bounds, both included. */
    record PortSpan(int low, int high) {}
}
