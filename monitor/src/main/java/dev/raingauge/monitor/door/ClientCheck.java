package dev.raingauge.monitor.door;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which certificates of clients are good enough. */
final class ClientCheck extends X509ExtendedTrustManager {
    /** Alternative names of a certificate that are looked at: e-mail, DNS, URI, IP (RFC 5280). */
    private static final Set<Integer> NAMES = Set.of(1, 2, 6, 7);

    private final ClientAuth auth;
    private final Set<String> names;
    private final Optional<X509ExtendedTrustManager> authority;

    private ClientCheck(
            ClientAuth auth, List<String> names, Optional<X509ExtendedTrustManager> authority) {
        this.auth = auth;
        this.names = Set.copyOf(names);
        this.authority = authority;
    }

    static ClientCheck of(TlsConfig config) throws RefusedConfig {
        Optional<X509ExtendedTrustManager> authority = Optional.empty();
        if (config.clientCa().isPresent()) {
            Word pem = config.clientCa().get();
            List<X509Certificate> signers = Identity.certificates(pem);
            if (config.clientAuth().verified()) {
                authority = Optional.of(trusting(pem.place(), signers));
            }
        }
        return new ClientCheck(config.clientAuth(), config.clientSans(), authority);
    }

    private static X509ExtendedTrustManager trusting(Place place, List<X509Certificate> signers)
            throws RefusedConfig {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < signers.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), signers.get(i));
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw place.refuse("the client CA cannot be used: " + e.getMessage());
        }
    }

    /**
     * Whether a connection whose handshake is over may still ask. It is asked again with each
     * request: the handshake may have been an older one, or under older rules.
     */
    boolean admits(SSLSession session) {
        if (auth == ClientAuth.NONE) {
            return true;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            checkClientTrusted(List.of(chain).toArray(X509Certificate[]::new), "UNKNOWN");
            return true;
        } catch (SSLPeerUnverifiedException none) {
            return !auth.required();
        } catch (CertificateException | ArrayStoreException e) {
            return false;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        if (authority.isPresent()) {
            authority.get().checkClientTrusted(chain, authType);
        }
        checkName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (authority.isPresent()) {
            authority.get().checkClientTrusted(chain, authType, engine);
        }
        checkName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    private void checkName(X509Certificate own) throws CertificateException {
        if (names.isEmpty()) {
            return;
        }
        Collection<List<?>> alternatives = own.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> one : alternatives) {
                if (one.get(0) instanceof Integer kind
                        && NAMES.contains(kind)
                        && one.get(1) instanceof String name
                        && names.contains(name)) {
                    return;
                }
            }
        }
        throw new CertificateException("none of its names is allowed");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("this is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is the server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authority
                .map(X509ExtendedTrustManager::getAcceptedIssuers)
                .orElseGet(() -> new X509Certificate[0]);
    }
}
