package dev.upkeep.vrrp.io;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.process.StateFile;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEncoder;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RoutingDecoder;
import dev.upkeep.netlink.route.RuleEntry;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.MessageWriter;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.Resource.Tracking;
import dev.upkeep.vrrp.resource.ResourceText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.StringTokenizer;

/// Remembers across a crash which addresses, routes and rules are ours: those that the running
/// configuration names. So an address that was taken out of the configuration while the daemon was
/// dead is recognised and removed, and what an operator added by hand is not. `upkeep plan` reads
/// it too.
///
/// The file lies in a directory that is empty after a boot, as the kernel is. It is written at
/// start and at reloads only, before the first request that depends on it.
///
/// @param path the file; one per network namespace
public record ResourceFile(Path path) {

    /// Returns the file of the network namespace of this process.
    ///
    /// @param directory for example `/run/upkeep`
    public static ResourceFile inDirectory(Path directory) {
        return new ResourceFile(StateFile.ofNamespace(directory, "vrrp"));
    }

    /// The contents of a file.
    ///
    /// @param damaged lines that could not be understood
    public record Content(List<Resource> resources, List<String> damaged) {
        public Content {
            resources = List.copyOf(resources);
            damaged = List.copyOf(damaged);
        }
    }

    /// Reads what was saved; nothing when there is no file. Damaged lines are left out.
    ///
    /// @throws IOException when the file cannot be read
    public Content load() throws IOException {
        List<Resource> resources = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        List<String> lines;
        try {
            lines = StateFile.lines(path);
        } catch (NoSuchFileException none) {
            lines = List.of();
        }
        for (String line : lines) {
            try {
                resources.add(parse(new StringTokenizer(line)));
            } catch (RuntimeException | MalformedMessageException malformed) {
                damaged.add(line);
            }
        }
        return new Content(resources, damaged);
    }

    private static MessageReader message(String hex) throws MalformedMessageException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MessageReader message = new MessageReader(ByteBuffer.wrap(bytes)).reset(bytes.length);
        if (!message.next()) {
            throw new MalformedMessageException("expected a message, got none");
        }
        return message;
    }

    private static Resource parse(StringTokenizer words) throws MalformedMessageException {
        String kind = words.nextToken();
        return switch (kind) {
            case "address" -> {
                int index = Integer.parseInt(words.nextToken());
                words.nextToken(); // the interface's name, for people
                String[] prefix = words.nextToken().split("/", 2);
                int length = Integer.parseInt(prefix[1]);
                IpAddress peer = words.hasMoreTokens() ? IpAddress.parse(words.nextToken()) : null;
                yield new Resource.Address(
                        InterfaceAddress.of(index, IpAddress.parse(prefix[0]), length)
                                .withPeer(peer),
                        true);
            }
            case "route" -> {
                RouteEntry route = RoutingDecoder.route(message(words.nextToken()));
                yield new Resource.Route(
                        Objects.requireNonNull(route, "family"),
                        Placement.PREPEND,
                        Tracking.TRACKED);
            }
            case "filter" -> {
                IpAddress address = IpAddress.parse(words.nextToken());
                yield new Resource.Filter(
                        address, words.hasMoreTokens() ? Integer.parseInt(words.nextToken()) : 0);
            }
            case "rule" -> {
                RuleEntry rule = RoutingDecoder.rule(message(words.nextToken()));
                yield new Resource.Rule(Objects.requireNonNull(rule, "family"), true);
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// Replaces what is saved, all or nothing. There is no file where nothing is ours.
    ///
    /// @param network gives the names of interfaces
    void save(Collection<Resource> resources, NetworkView network) throws IOException {
        if (resources.isEmpty()) {
            delete();
            return;
        }
        StateFile.replace(
                path,
                out -> {
                    for (Resource resource : resources) {
                        out.write(line(resource, network) + "\n");
                    }
                });
    }

    private static String line(Resource resource, NetworkView network) {
        return switch (resource) {
            case Resource.Address(InterfaceAddress address, _) -> {
                Link link = network.link(address.interfaceIndex());
                yield "address %d %s %s/%d%s"
                        .formatted(
                                address.interfaceIndex(),
                                link == null ? "-" : link.name(),
                                address.address(),
                                address.prefixLength(),
                                // the kernel removes an address only by its peer too
                                address.peer() == null ? "" : " " + address.peer());
            }
            case Resource.Route(RouteEntry route, _, _) ->
                    "route "
                            + hex(new RouteRequest.DeleteRoute(route))
                            + " "
                            + ResourceText.text(route, network);
            case Resource.Filter(IpAddress address, int index) ->
                    "filter " + address + (index == 0 ? "" : " " + index);
            case Resource.Rule(RuleEntry rule, _) ->
                    "rule "
                            + hex(new RouteRequest.DeleteRule(rule))
                            + " "
                            + ResourceText.text(rule);
        };
    }

    /// The message that removes a route or a rule: it has all that identifies it.
    private static String hex(RouteRequest request) {
        ByteBuffer out = ByteBuffer.allocate(RouteEncoder.LONGEST_REQUEST);
        RouteEncoder.change(new MessageWriter(out), 0, request);
        return HexFormat.of().formatHex(out.array(), 0, out.position());
    }

    /// Removes the file: everything was released.
    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
