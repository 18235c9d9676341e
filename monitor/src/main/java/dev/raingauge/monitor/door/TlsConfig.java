package dev.raingauge.monitor.door;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tls_server_config}, with the texts of the files that it names.
 *
 * @param clientCa PEM; empty where clients are not verified
 * @param clientSans of which a client's certificate must have one; empty: any will do
 * @param protocols as Java names them
 * @param suites for TLS 1.2; empty: the usual ones
 * @param groups the curves, as Java names them; empty: the usual ones
 * @param ownOrder whether our order of suites counts, not the client's
 */
record TlsConfig(
        Word certificate,
        Word key,
        Optional<Word> clientCa,
        ClientAuth clientAuth,
        List<String> clientSans,
        List<String> protocols,
        List<Word> suites,
        List<String> groups,
        boolean ownOrder) {
    private static final String TITLE = "tls_server_config";
    private static final Map<String, String> GROUPS =
            Map.of(
                    "CurveP256", "secp256r1",
                    "CurveP384", "secp384r1",
                    "CurveP521", "secp521r1",
                    "X25519", "x25519");
    private static final Map<String, String> VERSIONS = versions();

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("TLS12", "TLSv1.2");
        versions.put("TLS13", "TLSv1.3");
        return versions;
    }

    /** Empty where the section says nothing about a certificate. */
    static Optional<TlsConfig> of(Section section, Path folder, Reading reading)
            throws RefusedConfig {
        section.only(
                "cert",
                "key",
                "client_ca",
                "cert_file",
                "key_file",
                "client_auth_type",
                "client_ca_file",
                "client_allowed_sans",
                "min_version",
                "max_version",
                "cipher_suites",
                "curve_preferences",
                "prefer_server_cipher_suites");
        var pem = new PemSource(section, folder, reading);
        Optional<Word> certificate = pem.text("cert");
        Optional<Word> key = pem.text("key");
        Optional<Word> clientCa = pem.text("client_ca");
        ClientAuth auth = ClientAuth.NONE;
        Optional<Word> authType = section.word("client_auth_type");
        if (authType.isPresent()) {
            auth = ClientAuth.of(authType.get());
        }
        List<String> protocols = protocols(section);
        List<Word> suites = section.words("cipher_suites");
        List<String> groups = groups(section);
        boolean ownOrder = section.flag("prefer_server_cipher_suites", true);
        List<Word> sans = section.words("client_allowed_sans");
        if (certificate.isEmpty() && key.isEmpty() && clientCa.isEmpty() && authType.isEmpty()) {
            if (!section.isEmpty()) {
                throw section.place().refuse(TITLE + " has no cert_file: it would do nothing");
            }
            return Optional.empty();
        }
        checkClients(clientCa, auth, authType, sans);
        return Optional.of(
                new TlsConfig(
                        certificate.orElseThrow(
                                () -> section.place().refuse(TITLE + " has no cert_file")),
                        key.orElseThrow(() -> section.place().refuse(TITLE + " has no key_file")),
                        clientCa,
                        auth,
                        sans.stream().map(Word::text).toList(),
                        protocols,
                        suites,
                        groups,
                        ownOrder));
    }

    private static void checkClients(
            Optional<Word> clientCa, ClientAuth auth, Optional<Word> authType, List<Word> sans)
            throws RefusedConfig {
        if (clientCa.isPresent() && auth == ClientAuth.NONE) {
            throw clientCa.get()
                    .place()
                    .refuse(
                            "a client CA without client_auth_type verifies nobody: say"
                                    + " RequireAndVerifyClientCert");
        }
        if (auth.verified() && clientCa.isEmpty() && authType.isPresent()) {
            throw authType.get()
                    .place()
                    .refuse(authType.get().text() + " needs client_ca_file, who signs for clients");
        }
        if (!sans.isEmpty() && !auth.required()) {
            throw sans.getFirst()
                    .place()
                    .refuse(
                            "client_allowed_sans needs client_auth_type"
                                    + " RequireAndVerifyClientCert: without a certificate there is"
                                    + " no name");
        }
    }

    private static List<String> protocols(Section section) throws RefusedConfig {
        List<String> names = new ArrayList<>(VERSIONS.keySet());
        int least = version(section, "min_version", 0, names);
        int most = version(section, "max_version", names.size() - 1, names);
        if (least > most) {
            throw section.word("min_version")
                    .orElseThrow()
                    .place()
                    .refuse("min_version is above max_version");
        }
        return names.subList(least, most + 1).stream()
                .map(name -> VERSIONS.getOrDefault(name, ""))
                .toList();
    }

    private static int version(Section section, String name, int usual, List<String> known)
            throws RefusedConfig {
        Optional<Word> word = section.word(name);
        if (word.isEmpty()) {
            return usual;
        }
        int index = known.indexOf(word.get().text());
        if (index < 0) {
            String why =
                    word.get().text().matches("TLS1[01]")
                            ? " is broken and not spoken here"
                            : " is no version of TLS";
            throw word.get()
                    .place()
                    .refuse(name + ": " + word.get().text() + why + "; say TLS12 or TLS13");
        }
        return index;
    }

    private static List<String> groups(Section section) throws RefusedConfig {
        List<String> groups = new ArrayList<>();
        for (Word word : section.words("curve_preferences")) {
            String group = GROUPS.get(word.text());
            if (group == null) {
                throw word.place()
                        .refuse(
                                "unknown curve "
                                        + word.text()
                                        + "; known are CurveP256, CurveP384, CurveP521, X25519");
            }
            groups.add(group);
        }
        return groups;
    }

    /** A text that stands in the file under NAME, or in another file that NAME_file names. */
    private record PemSource(Section section, Path folder, Reading reading) {
        Optional<Word> text(String name) throws RefusedConfig {
            Optional<Word> inline = section.word(name);
            Optional<Word> named = section.word(name + "_file");
            if (named.isEmpty()) {
                return inline;
            }
            Word path = named.get();
            if (inline.isPresent()) {
                throw path.place().refuse("say either " + name + " or " + name + "_file");
            }
            try {
                return Optional.of(
                        new Word(reading.text(folder.resolve(path.text())), path.place()));
            } catch (IOException e) {
                throw path.place().refuse(name + "_file: " + path.text() + " " + e.getMessage());
            }
        }
    }
}
