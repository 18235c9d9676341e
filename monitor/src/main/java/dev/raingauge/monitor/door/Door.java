package dev.raingauge.monitor.door;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

/**
 * Who may come in, as the web configuration file says now. The file and those that it names are
 * read again when they change; a change that cannot be used is told, and the old rules stay.
 */
public final class Door {
    private final Optional<Path> file;
    private final boolean mustBeClosed;
    private final Consumer<String> tell;
    private final InstantSource clock;
    private final Passwords passwords = new Passwords();
    private Reading seen;
    private Reading changing;
    private volatile Rules rules;
    private volatile Optional<String> refused = Optional.empty();
    private Optional<String> expiryTold = Optional.empty();

    private record Rules(WebConfig config, Optional<Tls> tls) {
        static Rules of(WebConfig config) throws RefusedConfig {
            Optional<TlsConfig> tls = config.tls();
            return new Rules(
                    config, tls.isPresent() ? Optional.of(Tls.of(tls.get())) : Optional.empty());
        }
    }

    private Door(
            Optional<Path> file,
            boolean mustBeClosed,
            Consumer<String> tell,
            InstantSource clock,
            Reading seen,
            Rules rules) {
        this.file = file;
        this.mustBeClosed = mustBeClosed;
        this.tell = tell;
        this.clock = clock;
        this.seen = seen;
        this.changing = seen;
        this.rules = rules;
    }

    /** Stands open: no TLS, no password. */
    public static Door open() {
        return new Door(
                Optional.empty(),
                false,
                _ -> {},
                InstantSource.system(),
                new Reading(),
                new Rules(WebConfig.NONE, Optional.empty()));
    }

    /**
     * As the file says.
     *
     * @param mustBeClosed refuses rules that let in everybody, or others listen: now and later
     * @param tell is told what people should know, a sentence at a time
     */
    public static Door of(
            Path file, boolean mustBeClosed, Consumer<String> tell, InstantSource clock)
            throws RefusedConfig {
        var reading = new Reading();
        Rules rules = Rules.of(WebConfig.read(file, reading));
        refuseOpen(file, mustBeClosed, rules);
        rules.config()
                .http2()
                .ifPresent(place ->
                        tell.accept(
                                place.file()
                                        + ":"
                                        + place.line()
                                        + ": http2: answers are HTTP/1.1, which every client"
                                        + " understands too"));
        var door = new Door(Optional.of(file), mustBeClosed, tell, clock, reading, rules);
        door.tellExpiry();
        return door;
    }

    private static void refuseOpen(Path file, boolean mustBeClosed, Rules rules)
            throws RefusedConfig {
        if (mustBeClosed && !rules.config().closed()) {
            throw new RefusedConfig(
                    file
                            + ": beyond loopback it must have tls_server_config and"
                            + " basic_auth_users (or RequireAndVerifyClientCert): others could"
                            + " read everything; say --insecure-listen if that is wanted");
        }
    }

    /** What the JDK's server needs for TLS; empty where there is none. */
    public Optional<HttpsConfigurator> https() {
        if (rules.tls().isEmpty()) {
            return Optional.empty();
        }
        PeerNames.leaveOut();
        return Optional.of(
                new HttpsConfigurator(new SwitchingContext(() -> tls().context())) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        parameters.setSSLParameters(tls().template());
                    }
                });
    }

    /** Once there, TLS stays. */
    private Tls tls() {
        return rules.tls().orElseThrow();
    }

    public boolean encrypted() {
        return rules.tls().isPresent();
    }

    /** To be sent with every answer. */
    public Map<String, String> headers() {
        return rules.config().headers();
    }

    /**
     * Whether a request may come in.
     *
     * @param authorization the header; empty where there is none
     */
    public Entry enter(Optional<String> authorization, Optional<SSLSession> session)
            throws InterruptedException {
        Rules now = rules;
        if (!admits(now, session)) {
            return new Entry.Refused(403, "The client's certificate is not accepted any more.");
        }
        Map<String, String> users = now.config().users();
        if (users.isEmpty()) {
            return new Entry.Pass(Optional.empty(), "", session, now);
        }
        Optional<Passwords.Given> given = authorization.flatMap(Passwords.Given::of);
        if (given.isEmpty()) {
            return new Entry.Refused(401, "A name and a password are needed.");
        }
        return switch (passwords.check(given.get(), users)) {
            case RIGHT -> {
                String user = given.get().user();
                yield new Entry.Pass(Optional.of(user), users.getOrDefault(user, ""), session, now);
            }
            case WRONG -> new Entry.Refused(401, "The name or the password is wrong.");
            case TOO_BUSY -> new Entry.Refused(503, "Too many passwords are being compared.");
        };
    }

    /** Whether somebody who came in may stay, now that the rules may be others. */
    public boolean honours(Entry.Pass pass) {
        Rules now = rules;
        if (pass.rules().equals(now)) {
            return true;
        }
        Map<String, String> users = now.config().users();
        boolean known =
                users.isEmpty()
                        || pass.user().map(users::get).filter(pass.hash()::equals).isPresent();
        return known && admits(now, pass.session());
    }

    private static boolean admits(Rules rules, Optional<SSLSession> session) {
        return rules.tls().isEmpty()
                || session.map(rules.tls().get().clients()::admits).orElse(false);
    }

    /**
     * Looks whether the files changed. To be called about once a second, by one thread; a change
     * counts when it has stood for two looks, so that nobody is judged in the middle of a copy.
     */
    public void look() {
        if (file.isPresent()) {
            look(file.get());
            tellExpiry();
        }
    }

    private void look(Path path) {
        Reading now = seen.again();
        if (now.sameAs(seen)) {
            changing = seen;
            return;
        }
        if (!now.sameAs(changing)) {
            changing = now;
            return;
        }
        var reading = new Reading();
        try {
            take(path, WebConfig.read(path, reading));
            refused = Optional.empty();
            tell.accept(path + ": read again; it counts from now on");
            expiryTold = Optional.empty();
        } catch (RefusedConfig e) {
            refused = Optional.of(e.sentence());
            tell.accept(e.sentence() + "; the configuration from before stays");
        }
        seen = reading;
        changing = reading;
    }

    /** Once for each certificate, and again after the files were read again. */
    private void tellExpiry() {
        Optional<String> expiry = expiry();
        if (!expiry.equals(expiryTold)) {
            expiry.ifPresent(tell);
            expiryTold = expiry;
        }
    }

    private Optional<String> expiry() {
        return rules.tls().flatMap(tls -> tls.trouble(clock.instant()));
    }

    private void take(Path path, WebConfig config) throws RefusedConfig {
        Rules next = Rules.of(config);
        refuseOpen(path, mustBeClosed, next);
        if (next.tls().isPresent() != rules.tls().isPresent()) {
            throw new RefusedConfig(
                    path
                            + ": TLS cannot be switched "
                            + (next.tls().isPresent() ? "on" : "off")
                            + " while the program runs: restart it");
        }
        rules = next;
    }

    /** What is wrong with the files now; empty if nothing is. */
    public Optional<String> trouble() {
        return refused.map(why -> why + "; the configuration from before is used").or(this::expiry);
    }
}
