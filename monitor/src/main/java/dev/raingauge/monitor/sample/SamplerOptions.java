package dev.raingauge.monitor.sample;

/**
 * How much a sampler may take.
 *
 * @param cpuShare CPU time for all depths together, as part of one core
 * @param mostNamespaces how many namespaces are watched at most: each holds a descriptor
 */
public record SamplerOptions(double cpuShare, int mostNamespaces) {
    public static final SamplerOptions DEFAULT = new SamplerOptions(0.01, 1_000);
}
