package dev.raingauge.lab.scenario;

import java.util.List;

/** Every scenario, in the order in which one would learn them. */
final class Catalogue {
    static final List<Scenario> ALL =
            List.of(
                    Healthy.QUIET,
                    Healthy.BUSY,
                    Stalled.FAILING,
                    Stalled.HEALTHY,
                    SlowAccept.FAILING,
                    SlowAccept.HEALTHY,
                    Burst.FAILING,
                    Burst.CAPPED,
                    Burst.HEALTHY,
                    DescriptorLimit.FAILING,
                    DescriptorLimit.HEALTHY,
                    SynFlood.WITHOUT_COOKIES,
                    SynFlood.WITH_COOKIES,
                    SynFlood.ALWAYS_COOKIES,
                    SynFlood.REAL_CLIENTS,
                    SynFlood.FEW,
                    SynFlood.HEADROOM,
                    SynFlood.HEADROOM_LEFT);

    private Catalogue() {}
}
