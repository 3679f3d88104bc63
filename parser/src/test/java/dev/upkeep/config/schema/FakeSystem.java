package dev.upkeep.config.schema;

import dev.upkeep.config.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.ReaderOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A machine that exists in tests only: interfaces `lo` and `eth0` to `eth3`, users `root` and
/// `nobody`, and programs below `/bin` (`/bin/loose` may be changed by anybody, `/bin/plain` is not
/// executable).
public final class FakeSystem implements SystemView {
    private static final Set<String> INTERFACES = Set.of("lo", "eth0", "eth1", "eth2", "eth3");
    private static final Map<String, Integer> PROGRAMS =
            Map.of("/bin/true", 0755, "/bin/check", 0755, "/bin/loose", 0777, "/bin/plain", 0644);
    private static final Map<String, Integer> USERS = Map.of("root", 0, "nobody", 65534);

    /// Reads a file on this machine, as `testhost`.
    public static ReadResult read(Path file) {
        ReaderOptions options =
                new ReaderOptions(
                        "testhost", _ -> null, Set.of(), new Random(1), true, new FakeSystem());
        return ConfigurationReader.read(file.toString(), options);
    }

    @Override
    public int mtu(String interfaceName) {
        return 1500;
    }

    @Override
    public boolean interfaceExists(String name) {
        return INTERFACES.contains(name);
    }

    @Override
    public @Nullable FileStatus status(String path) {
        if (path.equals("/bin")) {
            return new FileStatus(false, true, 0755, 0, 0);
        }
        Integer mode = PROGRAMS.get(path);
        return mode == null ? null : new FileStatus(true, false, mode, 0, 0);
    }

    @Override
    public @Nullable String realPath(String path) {
        return PROGRAMS.containsKey(path) ? path : null;
    }

    @Override
    public @Nullable Account user(String name) {
        Integer uid = USERS.get(name);
        return uid == null ? null : new Account(uid, uid);
    }

    @Override
    public @Nullable Integer group(String name) {
        return USERS.get(name);
    }

    @Override
    public boolean superuser() {
        return true;
    }

    @Override
    public boolean hostResolves(String name) {
        return name.equals("localhost") || name.equals("mail.example");
    }

    @Override
    public String hostName() {
        return "testhost";
    }

    @Override
    public @Nullable Integer routeNumber(RouteTable table, String name) {
        return switch (table) {
            case TABLES -> Map.of("main", 254, "local", 255).get(name);
            case SCOPES -> Map.of("global", 0, "link", 253, "host", 254).get(name);
            case PROTOCOLS -> Map.of("static", 4, "keepalived", 18).get(name);
            case REALMS, DSFIELD, GROUPS -> null;
        };
    }
}
