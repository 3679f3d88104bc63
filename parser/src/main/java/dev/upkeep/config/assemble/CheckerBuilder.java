package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.CheckerKeywords.*;

import dev.upkeep.config.keyword.BfdCheckKeywords;
import dev.upkeep.config.keyword.DnsKeywords;
import dev.upkeep.config.keyword.FileCheckKeywords;
import dev.upkeep.config.keyword.HttpKeywords;
import dev.upkeep.config.keyword.MiscKeywords;
import dev.upkeep.config.keyword.RealServerKeywords;
import dev.upkeep.config.keyword.SmtpKeywords;
import dev.upkeep.config.keyword.UdpKeywords;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.WeightType.Weight;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The checkers of a real server, with the defaults of server and service.
///
/// @param target address and port of the real server as written (port of the service if none)
record CheckerBuilder(
        BuildContext build, TrackedObjects objects, CheckDefaults defaults, Endpoint target) {

    List<Checker> build(BoundBlock server) {
        List<Checker> checkers = new ArrayList<>(1);
        for (BoundBlock block : server.blocks()) {
            Node kind = block.node();
            if (kind == RealServerKeywords.SMTP_CHECK) {
                smtp(block, checkers);
                continue;
            }
            Checker checker = checker(kind, block);
            if (checker != null) {
                checkers.add(checker);
            }
        }
        return checkers;
    }

    private @Nullable Checker checker(Node kind, BoundBlock block) {
        if (kind == RealServerKeywords.MISC_CHECK) {
            return misc(block);
        }
        if (kind == RealServerKeywords.FILE_CHECK) {
            return file(block);
        }
        if (kind == RealServerKeywords.BFD_CHECK) {
            return bfd(block);
        }
        CheckConnection connection = connection(block);
        if (connection == null) {
            return null;
        }
        if (kind == RealServerKeywords.TCP_CHECK) {
            return new Checker.Tcp(connection, timing(block, ATTEMPTS));
        }
        if (kind == RealServerKeywords.PING_CHECK) {
            return new Checker.Ping(connection, timing(block, ATTEMPTS));
        }
        if (kind == RealServerKeywords.HTTP_GET || kind == RealServerKeywords.SSL_GET) {
            boolean tls = kind == RealServerKeywords.SSL_GET;
            CheckTiming timing = timing(block, HttpKeywords.ATTEMPTS);
            return new HttpBuilder(build, defaults).build(block, connection, timing, tls);
        }
        if (kind == RealServerKeywords.DNS_CHECK) {
            return new Checker.Dns(
                    connection,
                    timing(block, DnsKeywords.ATTEMPTS),
                    block.value(DnsKeywords.TYPE),
                    block.value(DnsKeywords.NAME));
        }
        return udp(block, connection);
    }

    private Checker udp(BoundBlock block, CheckConnection connection) {
        return new Checker.Udp(
                connection,
                timing(block, ATTEMPTS),
                block.value(UdpKeywords.PAYLOAD),
                block.get(UdpKeywords.REQUIRE_REPLY),
                block.value(UdpKeywords.MIN_REPLY_LENGTH),
                block.value(UdpKeywords.MAX_REPLY_LENGTH));
    }

    /// One checker, or one for each `host` block with that block's parameters first.
    private void smtp(BoundBlock block, List<Checker> into) {
        String helo = block.value(SmtpKeywords.HELO_NAME);
        List<BoundBlock> hosts = block.blocks(SmtpKeywords.HOST);
        for (BoundBlock from : hosts.isEmpty() ? List.of(block) : hosts) {
            BoundBlock merged = BoundBlock.empty(block.node(), from.where());
            merged.addAll(block);
            if (from != block) {
                merged.addAll(from);
            }
            CheckConnection connection = connection(merged);
            if (connection != null) {
                CheckTiming timing = timing(merged, ATTEMPTS);
                into.add(new Checker.Smtp(connection, timing, helo));
            }
        }
    }

    private @Nullable Checker misc(BoundBlock block) {
        Script command = block.get(MiscKeywords.MISC_PATH);
        if (command == null) {
            build.absent(
                    DiagnosticCode.MISC_ABSENT,
                    block,
                    MiscKeywords.MISC_PATH,
                    "MISC_CHECK has no misc_path; it is dropped",
                    "add misc_path and a command");
            return null;
        }
        Script script =
                build.scripts()
                        .check(
                                command.by(block.get(MiscKeywords.USER)),
                                block.where(MiscKeywords.MISC_PATH),
                                block.where(MiscKeywords.USER),
                                "misc_path");
        Duration timeout = block.value(MiscKeywords.MISC_TIMEOUT);
        return new Checker.Misc(
                timing(block, MiscKeywords.ATTEMPTS),
                script,
                timeout,
                block.isOn(MiscKeywords.MISC_DYNAMIC));
    }

    private @Nullable Checker file(BoundBlock block) {
        String name = block.get(FileCheckKeywords.TRACK_FILE);
        TrackFile file = null;
        if (name == null) {
            build.absent(
                    DiagnosticCode.FILE_ABSENT,
                    block,
                    FileCheckKeywords.TRACK_FILE,
                    "FILE_CHECK names no track_file",
                    null);
        } else {
            file = objects.files.resolve(build, name, block.where(FileCheckKeywords.TRACK_FILE));
        }
        if (file == null) {
            return null;
        }
        Weight weight =
                block.get(FileCheckKeywords.WEIGHT, new Weight(file.weight(), file.reverse()));
        Boolean reverse = weight.reverse();
        return new Checker.FileWeight(
                file.name(), weight.weight(), reverse == null ? file.reverse() : reverse);
    }

    private @Nullable Checker bfd(BoundBlock block) {
        String name = block.get(BfdCheckKeywords.NAME);
        if (name == null) {
            build.absent(
                    DiagnosticCode.BFD_ABSENT,
                    block,
                    BfdCheckKeywords.NAME,
                    "BFD_CHECK names no session",
                    null);
            return null;
        }
        if (objects.bfd.resolve(build, name, block.where(BfdCheckKeywords.NAME)) == null) {
            return null;
        }
        return new Checker.Bfd(name, block.isOn(BfdCheckKeywords.ALPHA));
    }

    private @Nullable CheckConnection connection(BoundBlock block) {
        IpAddress address = block.get(CONNECT_IP, target.address());
        String device = block.get(BIND_IF);
        if (address.isLinkLocal() && device == null && address.bytes().length == 16) {
            build.error(
                    DiagnosticCode.CHECK_LINK_LOCAL,
                    block.where(),
                    block.node().name() + " of link-local " + address + " needs bind_if; dropped",
                    "add bind_if");
            return null;
        }
        int port = block.get(CONNECT_PORT, target.port());
        Endpoint endpoint =
                address.equals(target.address()) && port == target.port()
                        ? target
                        : new Endpoint(address, port);
        IpAddress local = block.get(BINDTO);
        if (local != null && local.family() != address.family()) {
            build.error(
                    DiagnosticCode.ADDRESS_FAMILY,
                    block.where(BINDTO),
                    "bindto " + local + " is not of the family of " + address + "; ignored",
                    null);
            local = null;
        }
        if (local != null) {
            localAddress(block, local);
        }
        if (device != null && !build.system().interfaceExists(device)) {
            build.warning(
                    DiagnosticCode.CHECK_SOURCE,
                    block.where(BIND_IF),
                    block.node().name()
                            + ": bind_if "
                            + device
                            + " does not exist; the check cannot run",
                    new Interfaces(build).advice(device, "name an interface of this machine"));
        }
        Duration timeout = block.get(CONNECT_TIMEOUT, defaults.connectTimeout());
        return new CheckConnection(
                endpoint,
                local,
                block.value(BIND_PORT),
                device,
                timeout,
                block.value(FWMARK).intValue());
    }

    /// Without its local address a check cannot run, and its server is not judged.
    private void localAddress(BoundBlock block, IpAddress local) {
        String subject = block.node().name() + ": bindto " + local;
        if (build.hasAddress(local)) {
            return;
        }
        if (build.addresses().virtual().contains(local)) {
            build.findings()
                    .hint(
                            DiagnosticCode.CHECK_SOURCE,
                            block.where(BINDTO),
                            subject
                                    + " is a virtual address; the check cannot run while another"
                                    + " router is master",
                            "write an address that this machine always has");
            return;
        }
        build.warning(
                DiagnosticCode.CHECK_SOURCE,
                block.where(BINDTO),
                subject + " is not on this machine; the check cannot run",
                "write an address of this machine");
    }

    /// Returns the times of a check.
    private CheckTiming timing(BoundBlock block, Attempts attempts) {
        Duration loop = block.get(DELAY_LOOP, defaults.delayLoop());
        long retries =
                BuildContext.first(
                        block.get(attempts.retry()),
                        defaults.retry(),
                        attempts.retry().defaultValue());
        return new CheckTiming(
                (int) Math.min(retries, Integer.MAX_VALUE),
                block.value(RISE),
                BuildContext.first(
                        block.get(attempts.delayBeforeRetry()),
                        defaults.delayBeforeRetry(),
                        attempts.delayBeforeRetry().defaultValue(loop)),
                BuildContext.first(block.get(WARMUP), defaults.warmup(), loop),
                loop,
                block.get(ALPHA, defaults.alpha()),
                block.get(LOG_ALL_FAILURES, build.global().lvs().checkers().logAllFailures()));
    }
}
