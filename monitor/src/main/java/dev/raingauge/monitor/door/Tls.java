package dev.raingauge.monitor.door;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * What a handshake needs, made of one reading of the configuration.
 *
 * @param until when the server's certificate expires
 */
record Tls(SSLContext context, SSLParameters template, ClientCheck clients, Instant until) {
    static Tls of(TlsConfig config) throws RefusedConfig {
        Identity identity = Identity.of(config.certificate(), config.key());
        ClientCheck clients = ClientCheck.of(config);
        SSLContext context;
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    identity.key(),
                    new char[0],
                    identity.chain().toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {clients}, null);
        } catch (GeneralSecurityException | IOException e) {
            throw config.certificate()
                    .place()
                    .refuse("the certificate cannot be used: " + e.getMessage());
        }
        return new Tls(
                context,
                parameters(config, context),
                clients,
                identity.chain().getFirst().getNotAfter().toInstant());
    }

    private static SSLParameters parameters(TlsConfig config, SSLContext context)
            throws RefusedConfig {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(config.protocols().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(config.ownOrder());
        if (!config.groups().isEmpty()) {
            parameters.setNamedGroups(config.groups().toArray(String[]::new));
        }
        if (!config.suites().isEmpty()) {
            parameters.setCipherSuites(suites(config, parameters.getCipherSuites()));
        }
        if (config.clientAuth().required()) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(config.clientAuth() != ClientAuth.NONE);
        }
        return parameters;
    }

    /** The list is about TLS 1.2; the few suites of TLS 1.3 are all good and stay. */
    private static String[] suites(TlsConfig config, String[] usual) throws RefusedConfig {
        List<String> suites = new ArrayList<>();
        for (Word word : config.suites()) {
            if (!Arrays.asList(usual).contains(word.text())) {
                throw word.place()
                        .refuse(
                                "the cipher suite "
                                        + word.text()
                                        + " is unknown or too weak; openssl ciphers -stdname -s"
                                        + " -tls1_2 lists names");
            }
            suites.add(word.text());
        }
        for (String one : usual) {
            if (isOfTls13(one) && !suites.contains(one)) {
                suites.add(one);
            }
        }
        return suites.toArray(String[]::new);
    }

    private static boolean isOfTls13(String suite) {
        return !suite.contains("_WITH_");
    }

    /** Why clients will soon complain; empty while the certificate is valid. */
    Optional<String> trouble(Instant now) {
        return now.isAfter(until)
                ? Optional.of("the server's certificate expired at " + until)
                : Optional.empty();
    }
}
