package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Names;
import dev.raingauge.monitor.view.SocketWords;
import dev.raingauge.sockdiag.model.IpAddress;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.tape.TapeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the names in a filter mean in one namespace of this host. */
final class FilterNames implements Names {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_NETLINK = 32;

    private final Lookout lookout;
    private final Seat seat;

    FilterNames(Lookout lookout, Seat seat) {
        this.lookout = lookout;
        this.seat = seat;
    }

    @Override
    public OptionalInt service(String name) {
        return Services.of(lookout.host().proc().getFileSystem().getPath("/etc", "services"))
                .port(name);
    }

    @Override
    public List<IpAddress> host(String name) {
        try {
            return HostNames.addresses(name, PATIENCE);
        } catch (Failure unknown) {
            return List.of();
        }
    }

    @Override
    public OptionalInt interfaceIndex(String name) {
        Map<Integer, String> names =
                seat.place()
                        .pid()
                        .map(pid -> InterfaceNames.of(lookout.host().proc(), pid))
                        .orElse(Map.of());
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public OptionalLong cgroupId(String path) {
        return lookout.cgroups().id(path);
    }

    @Override
    public OptionalInt netlinkProtocol(String name) {
        for (int protocol = 0; protocol < MOST_NETLINK; protocol++) {
            if (SocketWords.netlinkProtocol(protocol).equals(name)) {
                return OptionalInt.of(protocol);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public Optional<PortSpan> ephemeralPorts() {
        Sysctls settings;
        try {
            settings = lookout.host().sysctls(seat.place());
        } catch (IOException | TapeFailure mayNotBeRead) {
            return Optional.empty();
        }
        return settings.text("net.ipv4.ip_local_port_range").flatMap(FilterNames::span);
    }

    private static Optional<PortSpan> span(String text) {
        String[] words = text.strip().split("\\s+", -1);
        try {
            return words.length == 2
                    ? Optional.of(
                            new PortSpan(Integer.parseInt(words[0]), Integer.parseInt(words[1])))
                    : Optional.empty();
        } catch (NumberFormatException notTwoNumbers) {
            return Optional.empty();
        }
    }
}
