package dev.upkeep.config.syntax;

import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.source.HostAnswer;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The machine this process runs on, as its file system shows it. Answers about interfaces and
/// users are remembered, so that one reading asks the kernel once; make a new one for each reading.
public final class RealSystem implements SystemView {

    /// Time that reading a file may wait for the resolver, for each name.
    private static final Duration RESOLVER_LIMIT = Duration.ofSeconds(3);

    /// As much of a file as the kernel reads to find an interpreter (`BINPRM_BUF_SIZE`).
    private static final int HEAD_BYTES = 256;

    private final Path firstNames;
    private final Path secondNames;
    private final Map<RouteTable, Map<String, Integer>> routeNames =
            new EnumMap<>(RouteTable.class);
    private final Supplier<Set<IpAddress>> virtual;
    private @Nullable Set<IpAddress> known;
    private @Nullable Set<String> interfaces;
    private @Nullable Map<String, NetworkInterface> devices;
    private @Nullable Set<IpAddress> addresses;
    private @Nullable Map<String, Account> users;
    private @Nullable Map<String, Integer> groups;

    /// Makes the machine with all its addresses.
    public RealSystem() {
        this(Set::of);
    }

    /// Makes the machine without the addresses that a daemon set, which are not its own.
    ///
    /// @param virtual asked once, when it is first needed
    public RealSystem(Supplier<Set<IpAddress>> virtual) {
        this(virtual, DumpFiles.IPROUTE_ETC, DumpFiles.IPROUTE_USR);
    }

    private RealSystem(Supplier<Set<IpAddress>> virtual, String firstNames, String secondNames) {
        this.virtual = virtual;
        this.firstNames = Path.of(firstNames);
        this.secondNames = Path.of(secondNames);
    }

    @Override
    public SystemView namesIn(String first, String second) {
        return new RealSystem(virtual, first, second);
    }

    private boolean isVirtual(IpAddress address) {
        Set<IpAddress> addresses = known;
        if (addresses == null) {
            addresses = virtual.get();
            known = addresses;
        }
        return addresses.contains(address);
    }

    @Override
    public int mtu(String interfaceName) {
        if (interfaceName.indexOf('/') >= 0) {
            return 0;
        }
        try {
            String text = Files.readString(Path.of("/sys/class/net", interfaceName, "mtu"));
            return Integer.parseInt(text.strip());
        } catch (IOException | NumberFormatException | InvalidPathException e) {
            return 0; // no such interface, or /sys is not mounted
        }
    }

    @Override
    public boolean interfaceExists(String name) {
        return interfaces().contains(name);
    }

    /// Asks `/proc/self/net/dev`, which follows the network namespace of the process; `/sys` shows
    /// that of whoever mounted it.
    @Override
    public synchronized Set<String> interfaces() {
        Set<String> known = interfaces;
        if (known == null) {
            known = new LinkedHashSet<>();
            for (String[] line : database("/proc/self/net/dev", 2)) {
                known.add(line[0].strip());
            }
            interfaces = known;
        }
        return known;
    }

    @Override
    public boolean hasAddress(IpAddress address) {
        try {
            return addresses().contains(address);
        } catch (SocketException unknown) {
            return true; // no complaint about what cannot be known
        }
    }

    private synchronized Set<IpAddress> addresses() throws SocketException {
        Set<IpAddress> all = addresses;
        if (all == null) {
            all =
                    devices().values().stream()
                            .flatMap(NetworkInterface::inetAddresses)
                            .map(address -> IpAddress.of(address.getAddress()))
                            .collect(Collectors.toSet());
            addresses = all;
        }
        return all;
    }

    /// Asked once: for each question about one of them Java asks the kernel about all.
    private synchronized Map<String, NetworkInterface> devices() throws SocketException {
        Map<String, NetworkInterface> all = devices;
        if (all == null) {
            all = new HashMap<>();
            for (NetworkInterface device :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                all.put(device.getName(), device);
            }
            devices = all;
        }
        return all;
    }

    @Override
    public @Nullable IpAddress sourceAddress(String interfaceName, Family family) {
        try {
            NetworkInterface device = devices().get(interfaceName);
            if (device == null) {
                return null;
            }
            return device.getInterfaceAddresses().stream()
                    .map(each -> IpAddress.of(each.getAddress().getAddress()))
                    .filter(each -> each.family() == family)
                    .filter(each -> family == Family.INET || each.isLinkLocal())
                    .filter(each -> !isVirtual(each))
                    .reduce((_, earlier) -> earlier) // Java lists the last one that was set first
                    .orElse(null);
        } catch (SocketException unknown) {
            return null;
        }
    }

    @Override
    public @Nullable FileStatus status(String name) {
        Path path = path(name);
        if (path == null) {
            return null;
        }
        try {
            Map<String, Object> found =
                    Files.readAttributes(path, "unix:mode,uid,gid,isRegularFile,isDirectory");
            return new FileStatus(
                    Boolean.TRUE.equals(found.get("isRegularFile")),
                    Boolean.TRUE.equals(found.get("isDirectory")),
                    number(found.get("mode")) & 07777,
                    number(found.get("uid")),
                    number(found.get("gid")));
        } catch (IOException absent) {
            return null;
        }
    }

    private static int number(@Nullable Object value) {
        return value instanceof Integer number ? number : 0;
    }

    @Override
    public @Nullable String realPath(String name) {
        Path path = path(name);
        try {
            return path == null ? null : path.toRealPath().toString();
        } catch (IOException absent) {
            return null;
        }
    }

    @Override
    public @Nullable String interpreter(String name) {
        Path path = path(name);
        if (path == null || !Files.isRegularFile(path)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(path)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
            int end = head.indexOf('\n');
            String line = end < 0 ? head : head.substring(0, end);
            if (!line.startsWith("#!")) {
                return null;
            }
            String named = line.substring(2).replaceFirst("^[ \t]+", "");
            return named.isEmpty() ? null : named.split("[ \t]", 2)[0];
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException noName) {
            return null;
        }
    }

    @Override
    public synchronized @Nullable Account user(String name) {
        Map<String, Account> known = users;
        if (known == null) {
            known = new HashMap<>();
            for (String[] fields : database("/etc/passwd", 4)) {
                Integer uid = decimal(fields[2]);
                Integer gid = decimal(fields[3]);
                if (uid != null && gid != null) {
                    Account account = new Account(uid, gid);
                    known.putIfAbsent(fields[0], account);
                    known.putIfAbsent(fields[2], account);
                }
            }
            users = known;
        }
        return known.get(name);
    }

    @Override
    public synchronized @Nullable Integer group(String name) {
        Map<String, Integer> known = groups;
        if (known == null) {
            known = new HashMap<>();
            for (String[] fields : database("/etc/group", 3)) {
                Integer gid = decimal(fields[2]);
                if (gid != null) {
                    known.putIfAbsent(fields[0], gid);
                    known.putIfAbsent(fields[2], gid);
                }
            }
            groups = known;
        }
        return known.get(name);
    }

    /// The lines of a colon-separated database with at least `fields` fields; none when it cannot
    /// be read.
    private static Iterable<String[]> database(String file, int fields) {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader in =
                Files.newBufferedReader(Path.of(file), StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] parts = line.split(":", -1);
                if (parts.length >= fields) {
                    lines.add(parts);
                }
            }
        } catch (IOException unreadable) {
            return lines; // a machine without users: every name is unknown
        }
        return lines;
    }

    private static @Nullable Integer decimal(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Override
    public boolean superuser() {
        FileStatus self = status("/proc/self");
        return self != null && self.uid() == 0;
    }

    @Override
    public HostAnswer resolve(String name) {
        try {
            HostLookup.SYSTEM.find(name, RESOLVER_LIMIT);
            return HostAnswer.FOUND;
        } catch (UnknownHostException unknown) {
            return HostAnswer.UNKNOWN;
        } catch (TimeoutException late) {
            return HostAnswer.NO_ANSWER;
        }
    }

    @Override
    public String hostName() {
        try {
            String name =
                    Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8);
            return name.strip();
        } catch (IOException noProc) {
            return "localhost";
        }
    }

    @Override
    public synchronized @Nullable Integer routeNumber(RouteTable table, String name) {
        return routeNames.computeIfAbsent(table, this::routeNames).get(name);
    }

    /// The names of a table; a file in `/etc` takes the place of the distribution's.
    private Map<String, Integer> routeNames(RouteTable table) {
        String file =
                switch (table) {
                    case TABLES -> "rt_tables";
                    case PROTOCOLS -> "rt_protos";
                    case SCOPES -> "rt_scopes";
                    case REALMS -> "rt_realms";
                    case DSFIELD -> "rt_dsfield";
                    case GROUPS -> "group";
                };
        Map<String, Integer> names = new HashMap<>();
        Path own = firstNames.resolve(file);
        Path path = Files.exists(own) ? own : secondNames.resolve(file);
        try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                StringTokenizer words = new StringTokenizer(line);
                if (words.countTokens() >= 2) {
                    Integer number = anyBase(words.nextToken());
                    if (number != null) {
                        names.putIfAbsent(words.nextToken(), number);
                    }
                }
            }
        } catch (IOException unreadable) {
            return names; // without iproute2 only numbers are known
        }
        return names;
    }

    /// A number as iproute2 writes them; null for a comment.
    private static @Nullable Integer anyBase(String text) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
