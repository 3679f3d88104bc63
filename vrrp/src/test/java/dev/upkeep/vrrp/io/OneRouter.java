package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Instances;
import java.time.Duration;

/// Runs VI_1 on eth0 until standard input ends: a peer for keepalived, by hand in two network
/// namespaces. Arguments: version, priority, advert interval in milliseconds, addresses.
final class OneRouter {

    private OneRouter() {}

    public static void main(String[] args) throws Exception {
        Instances instance = Instances.instance().priority(Integer.parseInt(args[1]));
        if ("3".equals(args[0])) {
            instance.version3(Duration.ofMillis(Long.parseLong(args[2])));
        }
        if (args[3].indexOf(':') >= 0) {
            instance.ipv6();
        }
        instance.addresses(java.util.Arrays.copyOfRange(args, 3, args.length));
        try (VrrpService service =
                VrrpService.start(Configurations.of(instance.build()), VrrpHooks.none())) {
            while (System.in.read() >= 0) {
                service.status().join().forEach(status -> System.out.println(status));
            }
        }
    }
}
