package dev.raingauge.monitor.door;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.raingauge.monitor.door.Passwords.Given;
import dev.raingauge.monitor.door.Passwords.Result;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final Map<String, String> HASHES =
            Map.of("ann", hash("secret", 4), "Jürgen", hash("pässword: with a colon", 5));

    private final Passwords passwords = new Passwords();

    private static String hash(String password, int cost) {
        return BCrypt.with(
                        BCrypt.Version.VERSION_2Y,
                        LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                .hashToString(cost, password.toCharArray());
    }

    @Test
    void onlyTheUsersOwnPasswordIsRight() throws Exception {
        for (int again = 0; again < 2; again++) {
            assertThat(check("ann", "secret")).isEqualTo(Result.RIGHT);
            assertThat(check("Jürgen", "pässword: with a colon")).isEqualTo(Result.RIGHT);
            assertThat(check("ann", "Secret")).isEqualTo(Result.WRONG);
            assertThat(check("ann", "")).isEqualTo(Result.WRONG);
            assertThat(check("ann", "pässword: with a colon")).isEqualTo(Result.WRONG);
        }
    }

    /** Whatever is compared in its place, the answer must be no. */
    @Test
    void aUserWhoDoesNotExistHasNoPassword() throws Exception {
        for (int again = 0; again < 2; again++) {
            assertThat(check("bob", "secret")).isEqualTo(Result.WRONG);
            assertThat(check("bob", "pässword: with a colon")).isEqualTo(Result.WRONG);
        }
    }

    /** The work is what bcrypt makes of the cost: two to its power. */
    @Test
    void theWorkTellsNobodyWhichUsersExist() throws Exception {
        Map<String, String> hashes =
                Map.of("ann", hash("secret", 4), "ben", hash("other", 7), "eve", hash("third", 6));
        var work = new AtomicLong();
        var counted =
                new Passwords((password, hash) -> {
                    work.addAndGet(1L << Integer.parseInt(hash.substring(4, 6)));
                    return Passwords.matches(password, hash);
                });
        for (String user : List.of("ann", "ben", "eve", "nobody", "", "ann ")) {
            work.set(0);
            assertThat(counted.check(new Given(user, "guess"), hashes)).isEqualTo(Result.WRONG);
            assertThat(work).as(user).hasValue(1L << 7);
            work.set(0); // and asked again, all are remembered
            assertThat(counted.check(new Given(user, "guess"), hashes)).isEqualTo(Result.WRONG);
            assertThat(work).as(user).hasValue(0);
        }
    }

    /** Of a cheaper user, too: what else the dearest would cost is made up. */
    @Test
    void whatIsMadeUpIsNoHashOfAnybody() throws Exception {
        Map<String, String> hashes = Map.of("ann", hash("secret", 4), "ben", hash("secret", 6));
        assertThat(passwords.check(new Given("ann", "wrong"), hashes)).isEqualTo(Result.WRONG);
        assertThat(passwords.check(new Given("ann", "secret"), hashes)).isEqualTo(Result.RIGHT);
        assertThat(passwords.check(new Given("bob", "secret"), hashes)).isEqualTo(Result.WRONG);
    }

    @Test
    void aPasswordThatWasRightIsNotAfterItsHashChanged() throws Exception {
        assertThat(check("ann", "secret")).isEqualTo(Result.RIGHT);
        assertThat(passwords.check(new Given("ann", "secret"), Map.of("ann", hash("other", 4))))
                .isEqualTo(Result.WRONG);
    }

    /** As bcrypt everywhere: what is beyond 72 bytes does not count. */
    @Test
    void aLongPasswordIsComparedAndNotRefused() throws Exception {
        String longOne = "x".repeat(80);
        assertThat(passwords.check(new Given("ann", longOne), Map.of("ann", hash(longOne, 4))))
                .isEqualTo(Result.RIGHT);
    }

    /** With cost 13, comparing again would take a hundred times longer than all of this. */
    @Test
    void whatWasRightIsRemembered() throws Exception {
        var hashes = Map.of("ann", hash("secret", 13));
        long before = System.nanoTime();
        assertThat(passwords.check(new Given("ann", "secret"), hashes)).isEqualTo(Result.RIGHT);
        long first = System.nanoTime() - before;
        before = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(passwords.check(new Given("ann", "secret"), hashes)).isEqualTo(Result.RIGHT);
        }
        assertThat(System.nanoTime() - before).isLessThan(first * 20);
    }

    @Test
    void headersThatAreNotBasicAreNoPassword() {
        assertThat(Given.of("Bearer abc")).isEmpty();
        assertThat(Given.of("Basic")).isEmpty();
        assertThat(Given.of("Basic !!!")).isEmpty();
        assertThat(Given.of("Basic " + base64("no colon"))).isEmpty();
        assertThat(Given.of("Basic " + base64("a:" + "x".repeat(2_000)))).isEmpty();
        assertThat(Given.of("basic " + base64("ann:se:cret")))
                .contains(new Given("ann", "se:cret"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Result check(String user, String password) throws InterruptedException {
        return passwords.check(new Given(user, password), HASHES);
    }
}
