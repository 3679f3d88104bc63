package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// Bounds what an advert allocates in the steady state, from the timer or the bytes on to the
/// action. System calls and the loop's own heap of timers are left out, encoding is not.
class AllocationTest {

    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final int ADVERTS = 20_000;

    /// Bytes for an advert that is sent: 128 were measured. They are the loop's entry of the next
    /// timer, the checksum and its rule.
    private static final long SENT_LIMIT = 160;

    /// Bytes for an advert that is received: 160 were measured. They are the packet's view, its
    /// reader and addresses, and the entry of the timer.
    private static final long RECEIVED_LIMIT = 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ManualLoop loop = new ManualLoop();
    private final RouterConfig config = Instances.instance().config();
    private final ByteBuffer packet = ByteBuffer.allocate(128);
    private final InstanceRunner runner =
            new InstanceRunner(
                    config,
                    Environment.of(Set.of(), OWN),
                    loop,
                    new Encoding(),
                    VrrpHooks.none(),
                    Mastership.FORGOTTEN,
                    NOPLogger.NOP_LOGGER,
                    Level.DEBUG);

    @Test
    void master_advertises_allocatesNoMoreThanATimer() {
        runner.on(new Event.Started());
        loop.advance(Duration.ofSeconds(30));

        long bytes = perAdvert(() -> loop.advance(Duration.ofSeconds(1)));

        assertThat(runner.isMaster()).isTrue();
        assertThat(bytes).isLessThan(SENT_LIMIT);
    }

    @Test
    void backup_hearsItsMaster_allocatesNoMoreThanAViewAndATimer() throws MalformedPacketException {
        runner.on(new Event.Started());
        Advertisement advert = AdvertisementSockets.advert(config.instance(), 200);
        ByteBuffer heard = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(advert, new ChecksumRule.Plain(), heard);
        heard.flip();

        long bytes =
                perAdvert(() -> {
                    heard.rewind();
                    runner.receive(
                            new ReceivedAdvertisement(PEER, GROUP, 255, 20, null, reader(heard)));
                });

        assertThat(runner.isMaster()).isFalse();
        assertThat(bytes).isLessThan(RECEIVED_LIMIT);
    }

    private static AdvertisementReader reader(ByteBuffer heard) {
        try {
            return AdvertisementReader.of(heard, Family.INET);
        } catch (MalformedPacketException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private long perAdvert(Runnable advert) {
        for (int i = 0; i < ADVERTS; i++) {
            advert.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ADVERTS; i++) {
            advert.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / ADVERTS;
    }

    /// Encodes adverts and does nothing else.
    private final class Encoding implements InstanceRunner.InstanceEffects {
        private final Advertisement advert = AdvertisementSockets.advert(config.instance(), 100);

        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            packet.clear();
            AdvertisementWriter.write(advert, new ChecksumRule.Plain(), packet);
            return true;
        }

        @Override
        public void hold(InstanceRunner from) {}

        @Override
        public void release(InstanceRunner from) {}

        @Override
        public void announce(InstanceRunner from, Action.Announce action, int first, int end) {}

        @Override
        public void dropAnnouncements(InstanceRunner from) {}

        @Override
        public void announceGroup(InstanceRunner from) {}

        @Override
        public void prompt(Runnable work) {
            work.run();
        }

        @Override
        public void say(Runnable line) {
            line.run();
        }

        @Override
        public void defer(Runnable work) {
            work.run();
        }

        @Override
        public void transitioned(InstanceRunner from) {}

        @Override
        public void stateChanged(InstanceRunner from) {}
    }
}
