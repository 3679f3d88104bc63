package dev.upkeep.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostLookupTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<InetAddress> FOUND = List.of(InetAddress.getLoopbackAddress());

    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final HostLookup silent =
            new HostLookup(name -> {
                asked.incrementAndGet();
                try {
                    assertThat(answer.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new UnknownHostException(name);
                }
                return FOUND;
            });

    @Test
    void resolver_thatIsSilent_isNotWaitedFor_norAskedTwice() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> silent.find("mail.example", Duration.ofMillis(1)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("the resolver has not answered within 1 ms");
        }
        answer.countDown();
        assertThat(silent.find("mail.example", LONG)).isEqualTo(FOUND);
        assertThat(asked.get()).isBetween(1, 2); // the first answer may have been forgotten
    }

    @Test
    void unknownHost_isNamed() {
        HostLookup unknown =
                new HostLookup(name -> {
                    throw new UnknownHostException(name);
                });
        assertThatThrownBy(() -> unknown.find("nowhere.example", LONG))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("nowhere.example: unknown host");
    }
}
