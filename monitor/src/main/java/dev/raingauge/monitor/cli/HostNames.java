package dev.raingauge.monitor.cli;

import dev.raingauge.monitor.view.Printable;
import dev.raingauge.sockdiag.model.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up as the C library does: {@code /etc/hosts}, DNS, whatever {@code
 * /etc/nsswitch.conf} says; in this process's own network namespace.
 */
final class HostNames {
    private static final int MOST = 16;

    private HostNames() {}

    /**
     * The addresses of a name, in the system's order; at most 16.
     *
     * @throws Failure if there are none, or no answer comes in time
     */
    static List<IpAddress> addresses(String name, Duration timeout) throws Failure {
        System.setProperty("java.net.preferIPv6Addresses", "system");
        var task = new FutureTask<>(() -> InetAddress.getAllByName(name));
        Thread.ofPlatform().daemon().name("host-names").start(task); // getaddrinfo has no limit
        InetAddress[] found;
        try {
            found = task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw Failure.of(
                    "no answer about the name '"
                            + Printable.of(name)
                            + "' in time: the name servers of /etc/resolv.conf do not answer;"
                            + " nothing was connected to");
        } catch (ExecutionException e) {
            throw notFound(name, e.getCause() instanceof UnknownHostException);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notFound(name, false);
        }
        var addresses = new ArrayList<IpAddress>();
        for (InetAddress one : found) {
            IpAddress address = address(one.getAddress());
            if (!addresses.contains(address) && addresses.size() < MOST) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static Failure notFound(String name, boolean unknown) {
        return Failure.of(
                "the name '"
                        + Printable.of(name)
                        + (unknown ? "' has no address" : "' could not be looked up")
                        + ": neither /etc/hosts nor DNS knows it, or no name server can be reached;"
                        + " nothing was connected to");
    }

    private static IpAddress address(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return bytes.length == 4
                ? IpAddress.v4(buffer.getInt())
                : IpAddress.v6(buffer.getLong(), buffer.getLong());
    }
}
