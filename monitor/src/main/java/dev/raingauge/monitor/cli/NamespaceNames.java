package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.filter.Names;
import dev.raingauge.monitor.view.SocketWords;
import dev.raingauge.sockdiag.Host;
import dev.raingauge.sockdiag.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the names in a filter mean in the namespace that is looked at. */
final class NamespaceNames implements Names {
    private static final int MOST_LINES = 100_000;
    private static final String RANGE = "net.ipv4.ip_local_port_range";
    private static final int NETLINK_PROTOCOLS = 32;

    private final Lookout lookout;
    private final Host.Place place;

    NamespaceNames(Lookout lookout, Host.Place place) {
        this.lookout = lookout;
        this.place = place;
    }

    /** {@code https 443/tcp www}: the first line with the name or the other name wins, as in C. */
    @Override
    public OptionalInt service(String name) {
        Path file = lookout.host().proc().getFileSystem().getPath("/etc", "services");
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .lines()
                    .limit(MOST_LINES)
                    .map(line -> port(line, name))
                    .filter(OptionalInt::isPresent)
                    .findFirst()
                    .orElse(OptionalInt.empty());
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt port(String line, String name) {
        int comment = line.indexOf('#');
        List<String> words =
                List.of(
                        (comment < 0 ? line : line.substring(0, comment))
                                .strip()
                                .split("\\s+", -1));
        if (words.size() < 2 || !(words.getFirst().equals(name) || words.lastIndexOf(name) > 1)) {
            return OptionalInt.empty();
        }
        String number = words.get(1).replaceFirst("/.*", "");
        return number.matches("[0-9]{1,5}")
                ? OptionalInt.of(Integer.parseInt(number))
                : OptionalInt.empty();
    }

    @Override
    public List<IpAddress> host(String name) {
        var addresses = new ArrayList<IpAddress>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                var bytes = ByteBuffer.wrap(address.getAddress());
                addresses.add(
                        bytes.remaining() == 4
                                ? IpAddress.v4(bytes.getInt())
                                : IpAddress.v6(bytes.getLong(), bytes.getLong()));
            }
        } catch (UnknownHostException unknown) {
            return List.of();
        }
        return addresses;
    }

    @Override
    public OptionalInt interfaceIndex(String name) {
        if (place.pid().isEmpty()) {
            return OptionalInt.empty();
        }
        Map<Integer, String> names = InterfaceNames.of(lookout.host().proc(), place.pid().get());
        return names.entrySet().stream()
                .filter(known -> known.getValue().equals(name))
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public OptionalLong cgroupId(String path) {
        return lookout.cgroups().id(path);
    }

    @Override
    public OptionalInt netlinkProtocol(String name) {
        for (int protocol = 0; protocol < NETLINK_PROTOCOLS; protocol++) {
            if (SocketWords.netlinkProtocol(protocol).equals(name)) {
                return OptionalInt.of(protocol);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public Optional<PortSpan> ephemeralPorts() {
        try {
            String[] bounds =
                    lookout.host().sysctls(place).text(RANGE).orElse("").strip().split("\\s+", -1);
            return bounds.length == 2
                    ? Optional.of(
                            new PortSpan(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }
}
