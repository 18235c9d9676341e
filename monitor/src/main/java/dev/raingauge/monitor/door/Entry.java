package dev.raingauge.monitor.door;

import java.util.Optional;
import javax.net.ssl.SSLSession;

/** What somebody is told who wants to come in. */
public sealed interface Entry {
    /**
     * Come in.
     *
     * @param user empty where nobody is asked for a password
     * @param hash of the password that was given, or empty text
     * @param session empty without TLS
     * @param rules under which it was given
     */
    record Pass(Optional<String> user, String hash, Optional<SSLSession> session, Object rules)
            implements Entry {}

    /**
     * Stay out.
     *
     * @param status of HTTP: 401, 403 or 503
     */
    record Refused(int status, String sentence) implements Entry {}
}
