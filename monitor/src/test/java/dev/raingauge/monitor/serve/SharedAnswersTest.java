package dev.raingauge.monitor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final AtomicInteger made = new AtomicInteger();
    private final SharedAnswers shared = new SharedAnswers(now::get);

    private Answer ask(String kind) throws IOException {
        return shared.of(kind, () -> Answer.text(200, kind + made.incrementAndGet()));
    }

    @Test
    void oneIsSharedForATenthOfASecond() throws Exception {
        Answer first = ask("text");
        now.addAndGet(100_000_000);
        assertThat(ask("text")).isSameAs(first);
        now.addAndGet(1);
        assertThat(ask("text")).isNotSameAs(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void eachKindHasItsOwn() throws Exception {
        assertThat(ask("text")).isNotSameAs(ask("protobuf"));
    }

    /** It takes a second to make one; meanwhile many come, and the next one is for all of them. */
    @Test
    void thoseWhoWaitedShareTheNext() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first =
                    threads.submit(() ->
                            shared.of(
                                    "text",
                                    () -> {
                                        begun.countDown();
                                        await(end);
                                        return Answer.text(200, "first");
                                    }));
            begun.await();
            now.addAndGet(1);
            List<Thread> waiting = new ArrayList<>();
            List<Answer> got = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 50; i++) {
                waiting.add(Thread.ofPlatform().start(() -> got.add(slowly())));
            }
            for (Thread one : waiting) {
                while (one.getState() != Thread.State.BLOCKED) {
                    Thread.sleep(1);
                }
            }
            now.addAndGet(1_000_000_000);
            end.countDown();
            for (Thread one : waiting) {
                one.join();
            }
            assertThat(got).hasSize(50).containsOnly(got.getFirst()).doesNotContain(first.get());
        }
        assertThat(made).hasValue(1);
    }

    private Answer slowly() {
        try {
            return shared.of(
                    "text",
                    () -> {
                        now.addAndGet(1_000_000_000);
                        return Answer.text(200, "next" + made.incrementAndGet());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        try {
            Answer _ =
                    shared.of(
                            "text",
                            () -> {
                                throw new IOException("once");
                            });
        } catch (IOException expected) {
            assertThat(expected).hasMessage("once");
        }
        assertThat(ask("text").status()).isEqualTo(200);
    }

    /** All who share it get the same bytes, packed once. */
    @Test
    void itIsPackedOnce() throws Exception {
        Answer answer = ask("text");
        assertThat(answer.packed()).isSameAs(answer.packed());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
