package dev.raingauge.monitor.view;

import dev.raingauge.monitor.analyse.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the web page must know besides figures: what each counter and each setting means. */
public final class FactsJson {
    private FactsJson() {}

    /**
     * The document.
     *
     * @param pageBytes size of a page of memory; empty where not known
     * @param fleet whether a Prometheus can be asked about the fleet
     */
    public static String of(
            CounterCatalogue catalogue, String version, OptionalInt pageBytes, boolean fleet) {
        return JsonDocument.event(json -> {
            json.text("version", version);
            json.number(
                    "pageBytes",
                    pageBytes.isPresent()
                            ? OptionalLong.of(pageBytes.getAsInt())
                            : OptionalLong.empty());
            json.flag("fleet", Optional.of(fleet));
            json.object("settings", () -> Setting.KNOWN.forEach(one -> setting(json, one)));
            json.list("sections", catalogue.sections(), FactsJson::section);
        });
    }

    private static void setting(JsonDocument json, Setting setting) {
        json.object(
                setting.name(),
                () -> {
                    json.text("scope", setting.scope().label());
                    json.text("meaning", setting.meaning());
                });
    }

    private static void section(JsonDocument json, CounterCatalogue.Section section) {
        json.object(() -> {
            json.text("title", section.title());
            json.list("counters", section.counters(), FactsJson::meaning);
        });
    }

    private static void meaning(JsonDocument json, CounterCatalogue.Meaning meaning) {
        json.object(() -> {
            json.text("name", meaning.name());
            json.text("kind", meaning.kind().name().toLowerCase(Locale.ROOT));
            json.text("sentence", meaning.sentence());
            json.text("misread", meaning.misread());
        });
    }
}
