package dev.raingauge.sockdiag.sys;

import java.io.IOException;

/** RLIMIT_NOFILE of this process, for the lab's server that runs out of descriptors. */
public final class DescriptorLimit {
    private DescriptorLimit() {}

    /** Lets this process open no descriptor of this number or above, for good. */
    public static void lowerTo(long number) throws IOException {
        try (var call = new LabCall()) {
            LabCall.checked("setrlimit RLIMIT_NOFILE", call.limitDescriptors(number));
        }
    }
}
