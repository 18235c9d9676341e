package dev.raingauge.monitor.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a server listens, as {@code --listen} gives it: {@code 127.0.0.1:10077}, {@code
 * [::1]:10077}, {@code localhost:0}, or {@code :10077} for every address of the host.
 *
 * @param host as it was written, without brackets
 */
record ListenOption(String host, InetSocketAddress address) {
    static final String USUAL = "127.0.0.1:10077";

    /**
     * @throws Failure if the text names no address and port
     */
    static ListenOption parse(String text) throws Failure {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || (host.contains(":") && !bracketed)) {
            throw wrong(text, "no port; write HOST:PORT, [V6]:PORT or :PORT");
        }
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return new ListenOption(
                bare, new InetSocketAddress(address(text, bare), port(text, colon)));
    }

    private static int port(String text, int colon) throws Failure {
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw wrong(text, "the port must be a number from 0 (any free one) to 65535");
        }
        return Integer.parseInt(port);
    }

    private static InetAddress address(String text, String host) throws Failure {
        try {
            return switch (host) {
                case "", "*" -> InetAddress.ofLiteral("::");
                case "localhost" -> InetAddress.ofLiteral("127.0.0.1");
                default -> InetAddress.getByName(host);
            };
        } catch (UnknownHostException e) {
            throw wrong(text, "no address is known for " + host);
        }
    }

    private static Failure wrong(String text, String why) {
        return Failure.wrongUsage("--listen=" + text + ": " + why);
    }

    /** Whether others than this host can reach it. */
    boolean beyondLoopback() {
        return !address.getAddress().isLoopbackAddress();
    }
}
