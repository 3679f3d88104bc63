package dev.upkeep.config.corpus;

import dev.upkeep.config.source.HostAnswer;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The machine the recorded verdicts come from: a Debian 12 without network, with 38 Ethernet
/// interfaces, a handful of programs beside the essential ones, and nobody but root and the users
/// of a fresh system.
final class OracleHost implements SystemView {

    private static final Set<String> INTERFACES =
            words(
                    """
                    lo eth0 eth1 eth2 eth3 eth4 eth5 eth6 eth7 eth8 eth9 eth10 ens3 ens4 ens18
                    ens32 ens33 ens160 ens161 ens192 ens224 ens256 enp0s3 enp0s8 enp1s0 enp2s0
                    enp5s0 eno1 eno2 eno16777736 em1 em2 bond0 bond1 br0 br1 wlan0 wlp3s0 virbr0\
                    """);

    /// Programs in `/usr/bin` and `/usr/sbin` that configurations name.
    private static final Set<String> PROGRAMS =
            words(
                    """
                    [ awk base64 basename bash cat chgrp chmod chown cp curl cut dash date dd df
                    dirname du echo egrep env expr false find fgrep flock grep gzip head hostname id
                    ip kill killall ln logger ls mkdir mktemp mv netstat nice nohup nproc paste perl
                    pgrep pidof ping pkill printenv printf ps pwd python3 readlink realpath rm rmdir
                    sed seq setsid sh sleep sort ss stat stty su sync systemctl tail tar tee test
                    timeout touch tr true tty uname uniq wc which whoami xargs yes arp ifconfig route
                    service ipvsadm keepalived sysctl modprobe start-stop-daemon\
                    """);

    private static final Set<String> DIRECTORIES =
            words(
                    """
                    / /bin /sbin /usr /usr/bin /usr/sbin /usr/local /usr/local/bin /usr/local/sbin
                    /etc /etc/keepalived /etc/init.d /var /var/run /run /run/t /opt /root /home /tmp
                    /usr/lib /lib /dev /proc\
                    """);

    private static final FileStatus PROGRAM = new FileStatus(true, false, 0755, 0, 0);
    private static final FileStatus DIRECTORY = new FileStatus(false, true, 0755, 0, 0);
    private static final FileStatus DEVICE = new FileStatus(false, false, 0666, 0, 0);

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.strip().split("\\s+", -1)));
    }

    @Override
    public int mtu(String interfaceName) {
        return 1500;
    }

    @Override
    public Set<String> interfaces() {
        return INTERFACES;
    }

    @Override
    public boolean interfaceExists(String name) {
        return INTERFACES.contains(name);
    }

    @Override
    public @Nullable FileStatus status(String path) {
        String real = realPath(path);
        if (real == null) {
            return null;
        }
        if (real.equals("/dev/null")) {
            return DEVICE;
        }
        if (real.equals("/tmp")) {
            return new FileStatus(false, true, 01777, 0, 0);
        }
        return DIRECTORIES.contains(real) ? DIRECTORY : PROGRAM;
    }

    @Override
    public @Nullable String realPath(String path) {
        String name = Path.of(path).normalize().toString();
        for (String directory : new String[] {"/bin/", "/sbin/", "/lib/"}) {
            if (name.startsWith(directory)) {
                name = "/usr" + name;
            }
        }
        for (String directory : new String[] {"/usr/bin/", "/usr/sbin/"}) {
            if (name.startsWith(directory)
                    && PROGRAMS.contains(name.substring(directory.length()))) {
                return name;
            }
        }
        return DIRECTORIES.contains(name) || name.equals("/dev/null") ? name : null;
    }

    @Override
    public @Nullable String interpreter(String path) {
        return null;
    }

    @Override
    public boolean hasAddress(IpAddress address) {
        return true;
    }

    @Override
    public @Nullable IpAddress sourceAddress(String interfaceName, Family family) {
        return null;
    }

    @Override
    public @Nullable Account user(String name) {
        return switch (name) {
            case "root", "0" -> new Account(0, 0);
            case "daemon", "1" -> new Account(1, 1);
            case "nobody", "65534" -> new Account(65534, 65534);
            case "www-data", "33" -> new Account(33, 33);
            default -> null; // keepalived_script is not there
        };
    }

    @Override
    public @Nullable Integer group(String name) {
        return switch (name) {
            case "root", "0" -> 0;
            case "daemon", "1" -> 1;
            case "www-data", "33" -> 33;
            case "nogroup", "65534" -> 65534;
            default -> null;
        };
    }

    @Override
    public boolean superuser() {
        return true;
    }

    @Override
    public HostAnswer resolve(String name) {
        return name.equals("localhost") || name.equals("testhost")
                ? HostAnswer.FOUND
                : HostAnswer.UNKNOWN;
    }

    @Override
    public String hostName() {
        return "testhost";
    }

    @Override
    public @Nullable Integer routeNumber(RouteTable table, String name) {
        return switch (table) {
            case TABLES ->
                    switch (name) {
                        case "local" -> 255;
                        case "main" -> 254;
                        case "default" -> 253;
                        case "unspec" -> 0;
                        default -> null;
                    };
            case PROTOCOLS ->
                    switch (name) {
                        case "redirect" -> 1;
                        case "kernel" -> 2;
                        case "boot" -> 3;
                        case "static" -> 4;
                        case "keepalived" -> 18;
                        default -> null;
                    };
            case SCOPES ->
                    switch (name) {
                        case "global" -> 0;
                        case "site" -> 200;
                        case "link" -> 253;
                        case "host" -> 254;
                        case "nowhere" -> 255;
                        default -> null;
                    };
            case REALMS, DSFIELD, GROUPS -> null;
        };
    }

    /// Returns whether the machine this runs on has files where that one had none.
    static boolean differs() {
        String[] here = Path.of("/etc/keepalived").toFile().list();
        return Files.exists(Path.of("/etc/keepalived")) && here != null && here.length > 0;
    }
}
