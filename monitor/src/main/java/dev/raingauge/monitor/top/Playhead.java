package dev.raingauge.monitor.top;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * A place in a recording, and how fast it moves on. Immutable.
 *
 * @param moments when each board was seen, since the first one, in order; at least one
 * @param at the recorded time that has passed since then
 * @param speed seconds of the recording in one second
 */
record Playhead(List<Duration> moments, Duration at, double speed) {
    private static final List<Double> SPEEDS = List.of(0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0);

    Playhead {
        moments = List.copyOf(moments);
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("a recording without a moment");
        }
    }

    /** The beginning, at the speed of life. */
    static Playhead of(List<Duration> moments) {
        return new Playhead(moments, Duration.ZERO, 1);
    }

    /** The number of the board that is shown, from 0: the last that was seen by then. */
    int index() {
        int found = Collections.binarySearch(moments, at);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    int count() {
        return moments.size();
    }

    /** From the first moment to the last. */
    Duration length() {
        return moments.getLast();
    }

    boolean ended() {
        return index() == moments.size() - 1;
    }

    /** After some time of the one who watches. */
    Playhead after(Duration watched) {
        double nanos = Math.max(0, watched.toNanos()) * speed;
        return to(at.plusNanos((long) Math.min(nanos, Long.MAX_VALUE / 4.0)));
    }

    /** So many boards on, or back. */
    Playhead step(int boards) {
        return to(moments.get(Math.clamp((long) index() + boards, 0, moments.size() - 1)));
    }

    Playhead toBegin() {
        return to(Duration.ZERO);
    }

    Playhead toEnd() {
        return to(length());
    }

    Playhead faster() {
        return at(SPEEDS.stream().filter(other -> other > speed).findFirst().orElse(speed));
    }

    Playhead slower() {
        return at(
                SPEEDS.reversed().stream()
                        .filter(other -> other < speed)
                        .findFirst()
                        .orElse(speed));
    }

    private Playhead at(double other) {
        return new Playhead(moments, at, other);
    }

    private Playhead to(Duration place) {
        return new Playhead(moments, place.compareTo(length()) > 0 ? length() : place, speed);
    }
}
