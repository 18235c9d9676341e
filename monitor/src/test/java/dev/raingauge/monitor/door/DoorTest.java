package dev.raingauge.monitor.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {
    /** Certificates of these tests count for two days. */
    private static final Duration LATER = Duration.ofDays(3);

    private static final String TLS =
            "tls_server_config: {cert_file: server.crt, key_file: server.key}\n";

    @TempDir private Path folder;

    private final List<String> told = new ArrayList<>();
    private Certificates certificates;
    private Instant now = Instant.now();

    @BeforeEach
    void make() throws Exception {
        assumeTrue(Certificates.possible(), "openssl is not installed");
        certificates = new Certificates(folder);
        certificates.selfSigned("server");
    }

    private Door door(String config) throws IOException, RefusedConfig {
        Path file = Files.writeString(folder.resolve("web.yml"), config);
        return Door.of(file, false, told::add, () -> now);
    }

    @Test
    void anExpiredCertificateIsToldAtTheStart() throws Exception {
        now = now.plus(LATER);
        Door door = door(TLS);
        assertThat(told).singleElement().asString().matches(EXPIRED);
        assertThat(door.trouble().orElseThrow()).matches(EXPIRED);
        assertThat(door.encrypted()).isTrue(); // used all the same
    }

    private static final String EXPIRED =
            "the server's certificate expired at 20\\d\\d-\\d\\d-\\d\\dT[\\d:]+Z";

    @Test
    void oneThatExpiresWhileTheProgramRunsIsTold() throws Exception {
        Door door = door(TLS);
        assertThat(told).isEmpty();
        assertThat(door.trouble()).isEmpty();
        now = now.plus(LATER);
        for (int look = 0; look < 3; look++) {
            door.look();
        }
        assertThat(told).singleElement().asString().matches(EXPIRED); // once, not each second
        assertThat(door.trouble().orElseThrow()).matches(EXPIRED);
    }

    /** A renewal that renewed nothing: somebody copied the old file again. */
    @Test
    void oneThatHasExpiredIsToldWhenItIsReadAgain() throws Exception {
        Door door = door(TLS);
        now = now.plus(LATER);
        door.look();
        told.clear();
        certificates.selfSigned("server");
        door.look();
        door.look();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("read again");
        assertThat(told.get(1)).matches(EXPIRED);
        now = now.minus(LATER);
        certificates.selfSigned("server");
        door.look();
        door.look();
        assertThat(told).hasSize(3);
        assertThat(door.trouble()).isEmpty();
    }

    /** To the letter: who guesses learns nothing from the answer. */
    @Test
    void anUnknownUserIsToldTheSameAsAWrongPassword() throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        Door door = door("basic_auth_users: {ann: " + hash + "}\n");
        assertThat(enter(door, "ann:secret")).isInstanceOf(Entry.Pass.class);
        assertThat(enter(door, "ann:guess"))
                .isInstanceOf(Entry.Refused.class)
                .isEqualTo(enter(door, "bob:guess"))
                .isEqualTo(enter(door, "bob:secret"));
    }

    private static Entry enter(Door door, String user) throws InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return door.enter(Optional.of("Basic " + encoded), Optional.empty());
    }
}
