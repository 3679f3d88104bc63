package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.io.AdvertisementMonitor;
import dev.upkeep.vrrp.io.HeardAdvertisement;
import dev.upkeep.vrrp.resource.NetworkView;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at the machine, or the network namespace, that this process runs on. What cannot be looked
/// at is said in `gaps`. The only packets it sends are datagrams to the discard port of virtual
/// addresses, so that the kernel asks who has them.
public final class DoctorMachine {

    private static final Duration LISTENING = Duration.ofMillis(3500);

    private static final Path SETTINGS = Path.of("/proc/sys/net");
    private static final int DISCARD_PORT = 9;

    private static final List<String> LOOKED_AT =
            List.of(
                    "ipv4/conf/all/rp_filter",
                    "ipv4/conf/all/arp_ignore",
                    "ipv4/conf/all/arp_announce",
                    "ipv4/ip_forward",
                    "ipv4/ip_nonlocal_bind",
                    "ipv6/conf/all/forwarding");

    /// `sys_vendor` of virtual machines in networks without multicast.
    private static final Map<String, String> CLOUDS =
            Map.of(
                    "Amazon EC2", "Amazon EC2",
                    "Google", "Google Cloud",
                    "Google Compute Engine", "Google Cloud",
                    "Microsoft Corporation", "Microsoft Azure or Hyper-V",
                    "OracleCloud.com", "Oracle Cloud",
                    "Hetzner", "Hetzner Cloud",
                    "DigitalOcean", "DigitalOcean");

    private final List<String> gaps = new ArrayList<>();

    /// Returns the parts that could not be examined, as sentences.
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    /// Looks; takes some seconds where there are instances to listen for.
    ///
    /// @throws IOException when links and addresses cannot be read
    public Machine look(Configuration configuration) throws IOException {
        NetworkView network = new NetworkView();
        network.reset(RouteSocket.links(), RouteSocket.addresses());
        List<IpAddress> virtual = virtualAddresses(configuration);
        askFor(virtual);
        List<HeardAdvertisement> adverts = adverts(configuration, network);
        return new Machine(
                Privileges.held(),
                settings(),
                Files.exists(Path.of("/proc/net/ip_vs")) || ipvsModule(),
                network,
                packetFilter(),
                cloud(),
                clockSynchronized(),
                adverts,
                answers(virtual));
    }

    private static List<IpAddress> virtualAddresses(Configuration configuration) {
        List<IpAddress> addresses = new ArrayList<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            for (VirtualAddress address : instance.resources().addresses()) {
                if (address.address().family() == Family.INET) {
                    addresses.add(address.address());
                }
            }
        }
        return addresses;
    }

    private List<HeardAdvertisement> adverts(Configuration configuration, NetworkView network) {
        if (configuration.vrrpInstances().isEmpty()) {
            return List.of();
        }
        try {
            return AdvertisementMonitor.listen(configuration, network, LISTENING);
        } catch (KernelException refused) {
            gaps.add("Adverts of others were not listened for: " + refused.getMessage() + ".");
            return List.of();
        }
    }

    private void askFor(List<IpAddress> addresses) {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (IpAddress address : addresses) {
                var target =
                        new InetSocketAddress(
                                InetAddress.getByAddress(address.bytes()), DISCARD_PORT);
                socket.send(new DatagramPacket(new byte[0], 0, target));
            }
        } catch (IOException unreachable) {
            gaps.add("Who answers for virtual addresses is unknown: " + unreachable.getMessage());
        }
    }

    /// The kernel's neighbour table: address, type, flags, hardware address, mask, device.
    private Map<IpAddress, String> answers(List<IpAddress> addresses) {
        Map<IpAddress, String> answers = new HashMap<>();
        for (String line : lines(Path.of("/proc/net/arp"))) {
            String[] words = line.split("\\s+", -1);
            if (words.length >= 4 && !words[3].equals("00:00:00:00:00:00")) {
                addresses.stream()
                        .filter(address -> address.toString().equals(words[0]))
                        .forEach(address -> answers.put(address, words[3]));
            }
        }
        return answers;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        for (String path : LOOKED_AT) {
            String value = text(SETTINGS.resolve(path));
            if (value != null) {
                settings.put(path, value);
            }
        }
        return settings;
    }

    private boolean ipvsModule() {
        return run("modinfo", "-F", "name", "ip_vs").contains("ip_vs");
    }

    private List<String> packetFilter() {
        List<String> rules = new ArrayList<>(run("nft", "list", "ruleset"));
        if (Files.exists(Path.of("/proc/net/ip_tables_names"))) { // asking would load the modules
            rules.addAll(run("iptables-save"));
            rules.addAll(run("ip6tables-save"));
        }
        return rules;
    }

    private static @Nullable String cloud() {
        String vendor = text(Path.of("/sys/class/dmi/id/sys_vendor"));
        return vendor == null ? null : CLOUDS.get(vendor);
    }

    private boolean clockSynchronized() {
        return run("timedatectl", "show", "-p", "NTPSynchronized").contains("NTPSynchronized=yes")
                || run("chronyc", "-n", "tracking").stream()
                        .anyMatch(line -> line.matches("Leap status\\s*: Normal"));
    }

    /// The output of a program, nothing where it is missing or fails.
    private List<String> run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.lines().toList() : List.of();
        } catch (IOException missing) {
            return List.of(); // the program is not installed
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<String> lines(Path file) {
        String text = text(file);
        return text == null ? List.of() : text.lines().toList();
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return null;
        }
    }
}
