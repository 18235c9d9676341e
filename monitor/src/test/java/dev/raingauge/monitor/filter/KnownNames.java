package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A namespace with a few names. */
record KnownNames() implements Names {
    private static final Map<String, Integer> SERVICES =
            Map.of("ssh", 22, "domain", 53, "http-alt", 8080);

    @Override
    public OptionalInt service(String name) {
        Integer port = SERVICES.get(name);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    @Override
    public List<IpAddress> host(String name) {
        return switch (name) {
            case "localhost" -> List.of(IpAddress.v4(0x7f000001), IpAddress.v6(0, 1));
            case "db" -> List.of(IpAddress.v4(0x0a000001));
            default -> List.of();
        };
    }

    @Override
    public OptionalInt interfaceIndex(String name) {
        return name.equals("lo") ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public OptionalLong cgroupId(String path) {
        return path.equals("/demo") ? OptionalLong.of(77) : OptionalLong.empty();
    }

    @Override
    public OptionalInt netlinkProtocol(String name) {
        return name.equals("rtnl") ? OptionalInt.of(0) : OptionalInt.empty();
    }

    @Override
    public Optional<PortSpan> ephemeralPorts() {
        return Optional.of(new PortSpan(32768, 60999));
    }
}
