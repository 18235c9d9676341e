package dev.raingauge.monitor.serve;

import dev.raingauge.sockdiag.model.IpAddress;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses requests that were meant for another name, while the server listens on loopback. A web
 * page can make its own name point to 127.0.0.1 and have the visitor's browser ask us (DNS
 * rebinding); the Host header then still has the page's name.
 *
 * @param loopback whether the server listens on loopback; if not, people reach it by any name
 * @param listenHost the host as it was given to {@code --listen}
 */
record HostGuard(boolean loopback, String listenHost) {
    static HostGuard of(InetAddress address, String listenHost) {
        return new HostGuard(address.isLoopbackAddress(), bare(listenHost));
    }

    /**
     * @param header the Host header; empty where a client of HTTP/1.0 sent none, which no browser
     *     does
     */
    boolean allows(Optional<String> header) {
        if (!loopback || header.isEmpty()) {
            return true;
        }
        String host = bare(withoutPort(header.get()));
        return host.equalsIgnoreCase("localhost")
                || host.equalsIgnoreCase(listenHost)
                || IpAddress.parse(host).map(IpAddress::isLoopback).orElse(false);
    }

    private static String withoutPort(String header) {
        int colon = header.lastIndexOf(':');
        boolean insideBrackets = header.indexOf(']') > colon;
        return colon < 0 || insideBrackets ? header : header.substring(0, colon);
    }

    private static String bare(String host) {
        String plain =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        return plain.toLowerCase(Locale.ROOT);
    }
}
