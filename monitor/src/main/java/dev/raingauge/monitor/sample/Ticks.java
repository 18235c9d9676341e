package dev.raingauge.monitor.sample;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a sampler.
 *
 * @param wall for the times that are shown
 * @param nanos for ages and pauses: never set back
 * @param cpuNanos the CPU time of the calling thread
 */
public record Ticks(InstantSource wall, LongSupplier nanos, LongSupplier cpuNanos) {
    public static Ticks real() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new Ticks(
                InstantSource.system(), System::nanoTime, threads::getCurrentThreadCpuTime);
    }
}
