package dev.raingauge.monitor.view;

import dev.raingauge.sockdiag.model.InetProtocol;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.ProcessRef;
import java.util.List;
import java.util.Optional;

/** What stands for the numbers in a socket, as far as it is wanted and known. */
public interface SocketNames {
    /** Whether numbers stay numbers. */
    boolean numeric();

    /** The service at a port: {@code https}. */
    Optional<String> service(InetProtocol protocol, int port);

    /** The host of an address. */
    Optional<String> host(IpAddress address);

    /** The network interface of an index. */
    Optional<String> interfaceName(int index);

    /** The path of a cgroup. */
    Optional<String> cgroup(long id);

    /** Who holds a socket; empty where nobody visible does. */
    List<ProcessRef> processes(long inode);

    /** Numbers stay numbers, and nobody's processes are known. */
    SocketNames NUMERIC =
            new SocketNames() {
                @Override
                public boolean numeric() {
                    return true;
                }

                @Override
                public Optional<String> service(InetProtocol protocol, int port) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> host(IpAddress address) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> interfaceName(int index) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> cgroup(long id) {
                    return Optional.empty();
                }

                @Override
                public List<ProcessRef> processes(long inode) {
                    return List.of();
                }
            };
}
