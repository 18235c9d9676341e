package dev.raingauge.monitor.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.raingauge.monitor.door.Door;
import dev.raingauge.monitor.door.Entry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSession;

/** Asks everybody at the door, and ends the streams of those who may not stay. */
final class Doorkeeper {
    private final Door door;
    private final Map<StreamClient, Entry.Pass> inside = new ConcurrentHashMap<>();

    Doorkeeper(Door door) {
        this.door = door;
    }

    Entry enter(HttpExchange exchange) throws InterruptedException {
        Optional<SSLSession> session =
                exchange instanceof HttpsExchange https
                        ? Optional.of(https.getSSLSession())
                        : Optional.empty();
        return door.enter(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                session);
    }

    static Answer answer(Entry.Refused refused) {
        Answer answer = Answer.text(refused.status(), refused.sentence());
        return switch (refused.status()) {
            case 401 ->
                    answer.with("WWW-Authenticate", "Basic realm=\"raingauge\", charset=\"UTF-8\"");
            case 403 -> answer.with("Connection", "close");
            default -> answer.with("Retry-After", "10");
        };
    }

    Map<String, String> headers() {
        return door.headers();
    }

    /** Until it is closed, the client is cut off when its pass is not honoured any more. */
    Watching watch(StreamClient client, Entry.Pass pass) {
        inside.put(client, pass);
        return () -> inside.remove(client);
    }

    /** While it is open, the pass is looked at. */
    @FunctionalInterface
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }

    /** To be called about once a second. */
    void look() {
        door.look();
        inside.forEach((client, pass) -> {
            if (!door.honours(pass)) {
                client.cutOff();
            }
        });
    }
}
