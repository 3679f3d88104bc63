package dev.upkeep.netlink.ipvs;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.KernelModules;
import dev.upkeep.netlink.socket.NetlinkSocket;
import dev.upkeep.netlink.wire.Acknowledgement;
import dev.upkeep.netlink.wire.GenericFamily;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.Netlink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kernel's IPVS over generic netlink. Belongs to one thread at a time.
///
/// Requests travel in batches of up to 64 KiB; only the last message of a batch asks for an
/// acknowledgement, a refused one in the middle answers with its sequence number. Modules of
/// schedulers and persistence engines that the kernel lacks are loaded, once each, and what was
/// refused because they are missing is asked again. When `ip_vs` itself was unloaded meanwhile it
/// is loaded again; a dump then finds an empty table, and [#apply] fails so that its caller makes
/// one.
public final class IpvsSocket implements Ipvs {

    private final NetlinkSocket socket;
    private final IpvsModules modules = new IpvsModules();
    private IpvsEncoder encoder;

    private IpvsSocket(NetlinkSocket socket, IpvsEncoder encoder) {
        this.socket = socket;
        this.encoder = encoder;
    }

    /// Connects to IPVS of the network namespace the thread is in, loading the module `ip_vs` when
    /// it is absent.
    ///
    /// @throws KernelException naming the module or the capability that is missing
    public static IpvsSocket open() throws KernelException {
        NetlinkSocket socket = NetlinkSocket.open("IPVS socket", Netlink.NETLINK_GENERIC);
        try {
            var ipvs = new IpvsSocket(socket, new IpvsEncoder(family(socket, true)));
            ipvs.info();
            return ipvs;
        } catch (KernelException refused) {
            socket.close();
            throw refused.naming("open IPVS", "CAP_NET_ADMIN");
        }
    }

    private static int family(NetlinkSocket socket, boolean load) throws KernelException {
        int[] number = {0};
        GenericFamily.ask(socket.writer(), socket.nextSequence(), IpvsEncoder.FAMILY);
        try {
            socket.request(
                    "find generic netlink family IPVS",
                    message -> number[0] = GenericFamily.decode(message));
            return number[0];
        } catch (KernelException refused) {
            if (refused.errno() != Errno.ENOENT || !load) {
                throw refused;
            }
        }
        try {
            KernelModules.load("ip_vs");
        } catch (KernelException failed) {
            var missing =
                    new KernelException(
                            "open IPVS",
                            Errno.ENOENT,
                            "the kernel module ip_vs is missing: " + failed.getMessage());
            missing.initCause(failed);
            throw missing;
        }
        return family(socket, false);
    }

    @Override
    public IpvsTable dump() throws KernelException {
        return reading(this::readTable);
    }

    private IpvsTable readTable() throws KernelException {
        List<Service> services =
                table("dump IPVS services", encoder::dumpServices, IpvsDecoder::service);
        Map<ServiceKey, IpvsTable.Entry> entries = LinkedHashMap.newLinkedHashMap(services.size());
        List<Destination> found = new ArrayList<>();
        for (Service service : services) {
            ServiceKey key = service.key();
            Family family = key.family();
            found.clear();
            socket.dumpOnce(
                    "dump IPVS destinations",
                    (out, sequence) -> encoder.dumpDestinations(out, sequence, key),
                    message -> IpvsDecoder.destination(message, family),
                    found);
            Map<Endpoint, Destination> destinations = LinkedHashMap.newLinkedHashMap(found.size());
            for (Destination destination : found) {
                destinations.put(destination.endpoint(), destination);
            }
            entries.put(key, new IpvsTable.Entry(service, destinations));
        }
        return new IpvsTable(entries);
    }

    @Override
    public List<ServiceStatus> status() throws KernelException {
        return reading(this::readStatus);
    }

    private List<ServiceStatus> readStatus() throws KernelException {
        List<ServiceStatus> services =
                table("dump IPVS services", encoder::dumpServices, IpvsDecoder::serviceStatus);
        List<ServiceStatus> complete = new ArrayList<>(services.size());
        for (ServiceStatus status : services) {
            complete.add(
                    new ServiceStatus(
                            status.service(), status.counters(), status(status.service().key())));
        }
        return complete;
    }

    @Override
    public List<DestinationStatus> status(ServiceKey key) throws KernelException {
        return table(
                "dump IPVS destinations",
                (out, sequence) -> encoder.dumpDestinations(out, sequence, key),
                message -> IpvsDecoder.destinationStatus(message, key.family()));
    }

    @Override
    public List<Refusal> apply(List<IpvsRequest> requests) throws KernelException {
        List<Refusal> refusals = applyOnce(requests);
        if (!requests.isEmpty() && refusals.size() == requests.size() && unloaded(refusals)) {
            throw new KernelException(
                    "change the IPVS table",
                    Errno.ENOENT,
                    "ip_vs was unloaded; it is loaded again, and its table is empty");
        }
        List<Refusal> lacking = IpvsModules.lacking(refusals);
        if (modules.load(lacking)) {
            refusals.removeIf(new HashSet<>(lacking)::contains);
            refusals.addAll(applyOnce(lacking.stream().map(Refusal::request).toList()));
        }
        refusals.replaceAll(modules::named);
        return refusals;
    }

    /// Returns whether the family is gone, which answers every message with ENOENT, or is another
    /// one now.
    private boolean unloaded(List<Refusal> refusals) throws KernelException {
        return refusals.stream().allMatch(refusal -> refusal.errno() == Errno.ENOENT)
                && familyChanged();
    }

    /// Asks for the family again, loading the module when it is gone. The kernel gives a family
    /// another number with every registration.
    private boolean familyChanged() throws KernelException {
        IpvsEncoder before = encoder;
        encoder = new IpvsEncoder(family(socket, true));
        boolean changed = !encoder.equals(before);
        if (changed) {
            modules.forget();
        }
        return changed;
    }

    /// A reading of the table.
    private interface Reading<T> {
        T read() throws KernelException;
    }

    private <T> T reading(Reading<T> reading) throws KernelException {
        try {
            return reading.read();
        } catch (KernelException failed) {
            if (failed.errno() == Errno.ENOENT && familyChanged()) {
                return reading.read();
            }
            throw failed;
        }
    }

    private List<Refusal> applyOnce(List<IpvsRequest> requests) throws KernelException {
        var answers = new Collector(requests);
        for (int i = 0; i < requests.size(); i++) {
            int sequence = socket.nextSequence();
            if (socket.writer().messages() == 0) {
                answers.begin(i, sequence);
            }
            encoder.change(socket.writer(), sequence, requests.get(i));
            if (socket.writer().room() < IpvsEncoder.LONGEST_REQUEST) {
                socket.exchange(answers);
            }
        }
        socket.exchange(answers);
        return answers.refusals;
    }

    /// Finds the request of a refusal by its sequence number.
    private static final class Collector implements NetlinkSocket.Answers {
        private final List<IpvsRequest> requests;
        private final List<Refusal> refusals = new ArrayList<>();
        private int firstIndex;
        private int firstSequence;

        private Collector(List<IpvsRequest> requests) {
            this.requests = requests;
        }

        private void begin(int index, int sequence) {
            firstIndex = index;
            firstSequence = sequence;
        }

        @Override
        public void refused(int sequence, Acknowledgement ack) {
            IpvsRequest request = requests.get(firstIndex + sequence - firstSequence);
            refusals.add(new Refusal(request, ack.errno(), NetlinkSocket.text(ack)));
        }
    }

    @Override
    public IpvsTimeouts timeouts() throws KernelException {
        encoder.timeouts(socket.writer(), socket.nextSequence());
        return answer("read IPVS timeouts", IpvsDecoder::timeouts);
    }

    @Override
    public void setTimeouts(IpvsTimeouts timeouts) throws KernelException {
        encoder.setTimeouts(socket.writer(), socket.nextSequence(), timeouts);
        socket.request("set IPVS timeouts to " + timeouts, _ -> null);
    }

    @Override
    public List<SyncDaemon> syncDaemons() throws KernelException {
        return table("dump IPVS sync daemons", encoder::dumpDaemons, IpvsDecoder::daemon);
    }

    @Override
    public void startSyncDaemon(SyncDaemon daemon) throws KernelException {
        encoder.startDaemon(socket.writer(), socket.nextSequence(), daemon);
        socket.request("start IPVS sync daemon " + daemon, _ -> null);
    }

    /// A daemon whose thread has not run yet stops too, but then the kernel does not answer:
    /// `kthread_stop` gives EINTR, and netlink sends no acknowledgement for that. So without an
    /// answer we look whether it is gone.
    @Override
    public void stopSyncDaemon(SyncDaemon.Role role) throws KernelException {
        encoder.stopDaemon(socket.writer(), socket.nextSequence(), role);
        try {
            socket.request("stop IPVS sync daemon " + role, _ -> null);
        } catch (KernelException e) {
            boolean unanswered = e.errno() == Errno.ETIMEDOUT;
            if (!unanswered || syncDaemons().stream().anyMatch(left -> left.role() == role)) {
                throw e;
            }
        }
    }

    @Override
    public void zeroCounters() throws KernelException {
        encoder.zero(socket.writer(), socket.nextSequence());
        socket.request("zero IPVS counters", _ -> null);
    }

    @Override
    public IpvsInfo info() throws KernelException {
        encoder.info(socket.writer(), socket.nextSequence());
        return answer("read IPVS version", IpvsDecoder::info);
    }

    @Override
    public void close() {
        socket.close();
    }

    private <T> List<T> table(
            String operation, NetlinkSocket.DumpRequest request, NetlinkSocket.Decoder<T> decoder)
            throws KernelException {
        return socket.dump(operation, request, decoder);
    }

    private <T> T answer(String operation, NetlinkSocket.Decoder<T> decoder)
            throws KernelException {
        var holder =
                new NetlinkSocket.Decoder<T>() {
                    private @Nullable T value;

                    @Override
                    public @Nullable T decode(MessageReader message)
                            throws MalformedMessageException {
                        value = decoder.decode(message);
                        return value;
                    }
                };
        socket.request(operation, holder);
        T value = holder.value;
        if (value == null) {
            throw new KernelException(operation, 0, "the kernel acknowledged without an answer");
        }
        return value;
    }
}
