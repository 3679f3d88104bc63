package dev.upkeep.checkers.reconcile;

import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Ipvs.Refusal;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.Errno;

/// Messages about requests that the kernel refused. The line begins as keepalived's does, whose
/// command, error and service operators search for, although the request was not sent by a socket
/// option: `IPVS cmd IP_VS_SO_SET_ADD(1154) error: Service already exists(17) (10.0.0.9:tcp:80)`.
/// Then it says what was asked, and what the kernel itself had to say.
final class RefusalMessages {

    private RefusalMessages() {}

    static String of(Refusal refusal) {
        return "IPVS cmd %s error: %s(%d) (%s): %s: %s (errno %d)"
                .formatted(
                        command(refusal.request()),
                        meaning(refusal),
                        refusal.errno(),
                        subject(refusal.request()),
                        RequestMessages.of(refusal.request()),
                        refusal.text(),
                        refusal.errno());
    }

    /// Name and number of the socket option (`linux/ip_vs.h`).
    private static String command(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService _ -> "IP_VS_SO_SET_ADD(1154)";
            case IpvsRequest.EditService _ -> "IP_VS_SO_SET_EDIT(1155)";
            case IpvsRequest.DeleteService _ -> "IP_VS_SO_SET_DEL(1156)";
            case IpvsRequest.Flush() -> "IP_VS_SO_SET_FLUSH(1157)";
            case IpvsRequest.AddDestination _ -> "IP_VS_SO_SET_ADDDEST(1159)";
            case IpvsRequest.DeleteDestination _ -> "IP_VS_SO_SET_DELDEST(1160)";
            case IpvsRequest.EditDestination _ -> "IP_VS_SO_SET_EDITDEST(1161)";
        };
    }

    /// Explains the errno for this request, in the words of keepalived 2.2.7 where those were seen,
    /// else as the C library has it.
    private static String meaning(Refusal refusal) {
        boolean ofServer =
                switch (refusal.request()) {
                    case IpvsRequest.AddDestination _,
                            IpvsRequest.EditDestination _,
                            IpvsRequest.DeleteDestination _ ->
                            true;
                    case IpvsRequest.AddService _,
                            IpvsRequest.EditService _,
                            IpvsRequest.DeleteService _,
                            IpvsRequest.Flush _ ->
                            false;
                };
        return switch (refusal.errno()) {
            case Errno.EEXIST -> ofServer ? "Destination already exists" : "Service already exists";
            case Errno.ENOENT ->
                    ofServer ? "No such destination" : "Scheduler or persistence engine not found";
            case Errno.ESRCH -> "No such service";
            default -> Errno.text(refusal.errno()).replaceFirst("^E[A-Z0-9]+, ", "");
        };
    }

    /// `10.0.0.9:tcp:80 -> 10.0.0.1:80`.
    private static String subject(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService(var service) -> of(service.key());
            case IpvsRequest.EditService(var service) -> of(service.key());
            case IpvsRequest.DeleteService(var key) -> of(key);
            case IpvsRequest.AddDestination(var key, var server) -> of(key, server.endpoint());
            case IpvsRequest.EditDestination(var key, var server) -> of(key, server.endpoint());
            case IpvsRequest.DeleteDestination(var key, var server) -> of(key, server);
            case IpvsRequest.Flush() -> "none";
        };
    }

    private static String of(ServiceKey key) {
        return RequestMessages.of(key).replaceFirst("^\\[([0-9.]+)]", "$1");
    }

    private static String of(ServiceKey key, Endpoint server) {
        return of(key) + " -> " + server.toString().replaceFirst("^\\[([0-9.]+)]", "$1");
    }
}
