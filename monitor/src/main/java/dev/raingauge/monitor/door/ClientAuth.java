package dev.raingauge.monitor.door;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is asked of a client's certificate; the names are those of the file. */
enum ClientAuth {
    NONE("NoClientCert", false, false),
    REQUEST("RequestClientCert", false, false),
    REQUIRE_ANY("RequireAnyClientCert", true, false),
    VERIFY_IF_GIVEN("VerifyClientCertIfGiven", false, true),
    REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true);

    private final String label;
    private final boolean required;
    private final boolean verified;

    ClientAuth(String label, boolean required, boolean verified) {
        this.label = label;
        this.required = required;
        this.verified = verified;
    }

    static ClientAuth of(Word word) throws RefusedConfig {
        if (word.text().equals("RequireClientCert")) { // an older name
            return REQUIRE_ANY;
        }
        for (ClientAuth one : values()) {
            if (one.label.equals(word.text())) {
                return one;
            }
        }
        throw word.place()
                .refuse(
                        "unknown client_auth_type "
                                + word.text()
                                + "; known are "
                                + Arrays.stream(values())
                                        .map(one -> one.label)
                                        .collect(Collectors.joining(", ")));
    }

    /** Whether a client without a certificate is sent away. */
    boolean required() {
        return required;
    }

    /** Whether a certificate that comes must be signed by one of the client CAs. */
    boolean verified() {
        return verified;
    }
}
