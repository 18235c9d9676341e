package dev.raingauge.monitor.cli;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A door of TLS and passwords for the training, so that handshakes are in the AOT cache of {@code
 * serve}. Its certificate was made by keytool a moment before; no other program ever trusts it.
 */
final class RehearsedDoor {
    private static final String USER = "training";
    static final String AUTHORIZATION =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString((USER + ":" + USER).getBytes(StandardCharsets.UTF_8));
    private static final char[] STORE_PASSWORD = "training".toCharArray();
    private static final String ALIAS = "mykey"; // what keytool calls it if nothing is said

    private RehearsedDoor() {}

    private static KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(
                Path.of(System.getProperty("raingauge.training.keystore", "training.p12")).toFile(),
                STORE_PASSWORD);
    }

    /** The configuration, with the files that it names beside it. */
    static Path write(Path folder) throws IOException {
        try {
            KeyStore store = store();
            pem(
                    folder.resolve("key.pem"),
                    "PRIVATE KEY",
                    store.getKey(ALIAS, STORE_PASSWORD).getEncoded());
            pem(
                    folder.resolve("cert.pem"),
                    "CERTIFICATE",
                    store.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("the training's certificate cannot be used", e);
        }
        String hash = BCrypt.withDefaults().hashToString(4, USER.toCharArray());
        return Files.writeString(
                folder.resolve("web.yml"),
                """
                tls_server_config: {cert_file: cert.pem, key_file: key.pem}
                basic_auth_users: {%s: %s}
                """
                        .formatted(USER, hash));
    }

    private static void pem(Path file, String label, byte[] der) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der), label));
    }

    /** A client that trusts the training's certificate, and nothing else. */
    static Socket connect(URI url) throws IOException {
        if (!url.getScheme().equals("https")) {
            return new Socket(url.getHost(), url.getPort());
        }
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory().createSocket(url.getHost(), url.getPort());
        } catch (GeneralSecurityException e) {
            throw new IOException("the training cannot speak TLS", e);
        }
    }
}
