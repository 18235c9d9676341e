package dev.raingauge.sockdiag.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that could not be looked at, in words for people.
 *
 * @param what what is missing: "owners of 3 listeners"
 * @param why the reason: "no permission to read /proc/1/fd"
 * @param remedy what would help: "run as root, or with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH"; may
 *     be empty
 */
public record Gap(String what, String why, String remedy) {
    /** One sentence. */
    @Override
    public String toString() {
        return what + ": " + why + (remedy.isEmpty() ? "" : "; " + remedy);
    }

    // Written out, as in IpAddress: gaps are told once, and a command that has one starts sooner.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Gap(String otherWhat, String otherWhy, String otherRemedy)
                && what.equals(otherWhat)
                && why.equals(otherWhy)
                && remedy.equals(otherRemedy);
    }

    @Override
    public int hashCode() {
        return 31 * what.hashCode() + why.hashCode();
    }
}
