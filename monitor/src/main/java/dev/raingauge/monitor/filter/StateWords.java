package dev.raingauge.monitor.filter;

import dev.raingauge.sockdiag.model.TcpState;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How ss calls the states and their groups; case does not matter. */
final class StateWords {
    private static final Map<String, Set<TcpState>> BY_NAME = new LinkedHashMap<>();

    static {
        Set<TcpState> all = EnumSet.complementOf(EnumSet.of(TcpState.UNKNOWN));
        Set<TcpState> connected = without(all, TcpState.LISTEN, TcpState.CLOSE);
        Set<TcpState> bucket = EnumSet.of(TcpState.SYN_RECV, TcpState.TIME_WAIT);
        BY_NAME.put("established", EnumSet.of(TcpState.ESTABLISHED));
        BY_NAME.put("syn-sent", EnumSet.of(TcpState.SYN_SENT));
        BY_NAME.put("syn-recv", EnumSet.of(TcpState.SYN_RECV));
        BY_NAME.put("syn-rcv", EnumSet.of(TcpState.SYN_RECV));
        BY_NAME.put("fin-wait-1", EnumSet.of(TcpState.FIN_WAIT1));
        BY_NAME.put("fin-wait-2", EnumSet.of(TcpState.FIN_WAIT2));
        BY_NAME.put("time-wait", EnumSet.of(TcpState.TIME_WAIT));
        BY_NAME.put("closed", EnumSet.of(TcpState.CLOSE));
        BY_NAME.put("close", EnumSet.of(TcpState.CLOSE));
        BY_NAME.put("unconnected", EnumSet.of(TcpState.CLOSE));
        BY_NAME.put("close-wait", EnumSet.of(TcpState.CLOSE_WAIT));
        BY_NAME.put("last-ack", EnumSet.of(TcpState.LAST_ACK));
        BY_NAME.put("listening", EnumSet.of(TcpState.LISTEN));
        BY_NAME.put("closing", EnumSet.of(TcpState.CLOSING));
        BY_NAME.put("all", all);
        BY_NAME.put("connected", connected);
        BY_NAME.put("synchronized", without(connected, TcpState.SYN_SENT));
        BY_NAME.put("bucket", bucket);
        BY_NAME.put("big", without(all, TcpState.SYN_RECV, TcpState.TIME_WAIT));
    }

    private StateWords() {}

    private static Set<TcpState> without(Set<TcpState> states, TcpState... unwanted) {
        Set<TcpState> left = EnumSet.copyOf(states);
        for (TcpState state : unwanted) {
            left.remove(state);
        }
        return left;
    }

    /** The states of a name; empty if it is none. */
    static Optional<Set<TcpState>> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word.toLowerCase(Locale.ROOT)));
    }

    /** What to say to a word that is no state: the name that was probably meant, or all of them. */
    static String advice(String word) {
        String plain = letters(word);
        for (String name : BY_NAME.keySet()) {
            if (plain.length() >= 2 && letters(name).startsWith(plain)) {
                return "is it " + name + "?";
            }
        }
        return "the states are " + String.join(" ", BY_NAME.keySet());
    }

    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
