package dev.raingauge.monitor.cli;

import dev.raingauge.sockdiag.model.Gap;
import dev.raingauge.sockdiag.model.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names of addresses, from the resolver of this host. Each is looked up once, and all together take
 * a bounded time: after that addresses stay numbers.
 */
final class AddressNames {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final Map<IpAddress, Optional<String>> known = new HashMap<>();
    private final Pace pace;
    private Duration left = BUDGET;
    private int unasked;

    AddressNames(Pace pace) {
        this.pace = pace;
    }

    /** The name of an address; empty where it has none, or time is up. */
    Optional<String> of(IpAddress address) {
        Optional<String> name = known.get(address);
        if (name == null) {
            name = ask(address);
            known.put(address, name);
        }
        return name;
    }

    /** What was not looked up any more. */
    Optional<Gap> gap() {
        return unasked == 0
                ? Optional.empty()
                : Optional.of(
                        new Gap(
                                "names of " + unasked + " addresses",
                                "the resolver took longer than " + BUDGET.toSeconds() + " s",
                                ""));
    }

    private Optional<String> ask(IpAddress address) {
        if (!left.isPositive()) {
            unasked++;
            return Optional.empty();
        }
        Duration begun = pace.now();
        try {
            var task = new FutureTask<>(() -> resolve(address));
            Thread.ofVirtual().start(task);
            return task.get(Math.min(left.toNanos(), LONGEST.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unknown) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            left = left.minus(pace.now().minus(begun));
        }
    }

    /** Java answers with the address itself where there is no name. */
    private static Optional<String> resolve(IpAddress address) throws UnknownHostException {
        byte[] bytes =
                address.version() == IpAddress.Version.V4
                        ? ByteBuffer.allocate(4).putInt((int) address.low()).array()
                        : ByteBuffer.allocate(16)
                                .putLong(address.high())
                                .putLong(address.low())
                                .array();
        InetAddress numeric = InetAddress.getByAddress(bytes);
        String name = numeric.getCanonicalHostName();
        return name.equals(numeric.getHostAddress()) ? Optional.empty() : Optional.of(name);
    }
}
