package dev.raingauge.sockdiag.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Settings of the kernel that bound the queues, of one namespace, by their name: {@code
 * net.core.somaxconn}.
 *
 * @param values the text of the file, white space at its ends removed; a setting that does not
 *     exist here or could not be read is not in it ({@code tcp_mem} and {@code tcp_max_orphans}
 *     exist only in the initial namespace)
 */
public record Sysctls(Map<String, String> values) {
    public static final Sysctls NONE = new Sysctls(Map.of());

    public Sysctls {
        values = Map.copyOf(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** These, but for what another look saw later. */
    public Sysctls with(Sysctls later) {
        var all = new HashMap<>(values);
        all.putAll(later.values);
        return new Sysctls(all);
    }

    /** The setting as a number; empty where it is absent or no single number. */
    public OptionalLong number(String name) {
        try {
            String text = values.get(name);
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException several) {
            return OptionalLong.empty();
        }
    }
}
