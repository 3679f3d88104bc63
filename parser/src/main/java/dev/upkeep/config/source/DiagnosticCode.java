package dev.upkeep.config.source;

import java.util.Locale;

/// The kinds of findings. The part of a name before its first underscore is the topic; the stable
/// [#id] for machines and documents is derived from the name: `VRRP_VRID_TWICE` is
/// `vrrp.vrid-twice`. The page `docs/diagnostics.md` is generated from this list.
public enum DiagnosticCode {
    ADDRESS_BROADCAST(
            "A broadcast address needs a network that has one: a prefix length of at most 30."),
    ADDRESS_FAMILY("The address is IPv4 where IPv6 is expected, or the other way round."),
    ADDRESS_INVALID("The word is not an IP address; host names are not resolved here."),
    ADDRESS_LABEL("An address label has more than the 15 characters that the kernel allows."),
    ADDRESS_MULTICAST("The address is not a multicast group."),
    ADDRESS_OPTION("The option does not go with an IPv6 address."),
    ADDRESS_PART_UNUSED(
            "The prefix length or the end of a range has no meaning here and is ignored.",
            ExitClass.UNCOUNTED),
    ADDRESS_PEER("With a peer, the prefix length belongs to the peer and not to the address."),
    ADDRESS_PREFIX("The prefix length is not usable; the full length of the address is used."),
    ADDRESS_QUORUM(
            "An address that depends on a quorum has no virtual server, or one that waits for it."),
    ADDRESS_RANGE("The range of addresses is malformed."),
    ARGUMENT_EXTRA("More words stand on the line than the keyword uses."),
    ARGUMENT_MISSING(
            "The keyword lacks an argument, and keepalived ends its reading there.",
            ExitClass.ABORTS),
    ARGUMENT_NEEDED("The keyword lacks an argument.", ExitClass.REPORTED),
    ARGUMENT_TOO_MANY("The keyword takes a single word.", ExitClass.REPORTED),
    AUTH_PASSWORD("The authentication block has no password."),
    AUTH_PASSWORD_LENGTH("VRRP carries 8 characters of a password; the rest is not used."),
    AUTH_VERSION("VRRP version 3 and strict mode have no authentication."),
    BFD_ABSENT("The check names no BFD session."),
    BFD_HOPS("The maximum number of hops is more than the TTL allows."),
    BFD_NEIGHBOR("A BFD session has no neighbour."),
    BFD_TWICE("Two BFD sessions have the same addresses."),
    BLOCK_MISSING("The keyword needs a block in braces."),
    BLOCK_REPLACED("The block is given twice, and the later one replaces the earlier one."),
    BLOCK_UNEXPECTED("The keyword takes no block."),
    BLOCK_WORDS("Words stand between the name of the block and its brace."),
    BOOLEAN_ALWAYS_ON(
            "The keyword switches something on whatever its argument says, as in keepalived."),
    BOOLEAN_INVALID("The word is neither on nor off."),
    CHECK_LINK_LOCAL("A link-local address needs an interface to be reached through."),
    CHECK_SOURCE(
            "The local address or interface of a check is not always there; without it no check can run.",
            ExitClass.UNCOUNTED),
    CHOICE_REPEATED("The word adds nothing to the words before it."),
    CHOICE_UNKNOWN("The word is none of those that the keyword knows."),
    COMMENT_ESCAPED("The character starts a comment, which may not be intended."),
    COMMENT_FOREIGN("Comments begin with # or !, not with // or /*."),
    DEFINITION_BAD_PARAMETERS(
            "A definition is used with the wrong parameters.", ExitClass.REPORTED),
    DEFINITION_CYCLE("A definition refers to itself.", ExitClass.REPORTED),
    DEFINITION_GLUED("Something follows the name of a definition, so that it is not replaced."),
    DEFINITION_LINE_TOO_LONG(
            "The line becomes too long when its definitions are replaced.", ExitClass.REPORTED),
    DEFINITION_TOO_DEEP("Definitions or repetitions are nested too deeply.", ExitClass.REPORTED),
    DEFINITION_TOO_MUCH("Definitions and repetitions make more text than is read."),
    DEFINITION_UNKNOWN("There is no definition of this name.", ExitClass.REPORTED),
    DELAY_INTERFACE(
            "An interface whose changes are to be delayed does not exist.", ExitClass.UNUSABLE),
    DIAGNOSTICS_TOO_MANY("There are more findings than are kept."),
    DIGEST_INVALID("The word is not an MD5 sum."),
    FIFO_SAME("The FIFO is used for another purpose already.", ExitClass.UNCOUNTED),
    FIFO_SCRIPT_ALONE("A script for a FIFO has no effect without the FIFO."),
    FILE_ABSENT("A track file or file check names no file."),
    GARP_INTERFACE_TAKEN("The interface is in another group of gratuitous ARP delays already."),
    GARP_INTERVAL("The interval between gratuitous ARP messages is very long."),
    GARP_NO_INTERVAL("The group of gratuitous ARP delays has no interval."),
    GARP_REPEAT("Gratuitous ARP messages are sent at least once."),
    GROUP_EMPTY("The group has no members."),
    GROUP_MARK_FAMILY(
            "A firewall mark in a group of both families must say which family it is for."),
    GROUP_MEMBER_TAKEN("The instance is in another sync group already."),
    GROUP_SINGLE("A sync group of one instance has no effect."),
    GROUP_TWICE("A sync group has two lists of members; the first one stands."),
    HEX_INVALID("The word is not made of pairs of hexadecimal digits.", ExitClass.UNCOUNTED),
    HMAC_ACTIVE_KEY("The HMAC authentication has no usable active key."),
    HMAC_FILE("The file with the secret is missing."),
    HMAC_KEY("The secret is too short, too long or malformed."),
    HMAC_READABLE("Others than its owner can read the file with the secret."),
    HTTP_PATH("A URL has no path."),
    HTTP_REGEX("The option has no effect without a regular expression.", ExitClass.UNCOUNTED),
    HTTP_URLS("An HTTP check has no URL."),
    INCLUDE_CYCLE("A file includes itself.", ExitClass.NO_CONFIGURATION),
    INCLUDE_MISSING("The included file does not exist.", ExitClass.NO_CONFIGURATION),
    INCLUDE_MISSING_ALTERNATIVE(
            "No file exists for one of the alternatives in braces.", ExitClass.NO_CONFIGURATION),
    INCLUDE_NO_MATCH("No file matches the pattern.", ExitClass.NO_CONFIGURATION),
    INCLUDE_UNREADABLE("The included file cannot be read.", ExitClass.NO_CONFIGURATION),
    INTERFACE_ABSENT("The interface does not exist yet; the instance waits for it."),
    INTERFACE_NAME("The word cannot be the name of an interface."),
    INTERFACE_UNKNOWN("The interface does not exist.", ExitClass.REPORTED),
    IPTABLES_UNSUPPORTED("iptables and ipsets are not used; nftables take their place."),
    KEYWORD_DEPRECATED("The keyword is an old spelling."),
    KEYWORD_MEANINGLESS("There is nothing here that the keyword could act on."),
    KEYWORD_NEWER("keepalived 2.2.7 does not know the keyword."),
    KEYWORD_REPEATED("The keyword is given twice, and the earlier line counts."),
    KEYWORD_REPLACED("The keyword is given twice, and the later line counts."),
    KEYWORD_UNKNOWN("The keyword is not known here."),
    LINE_NUL("The line contains a NUL byte and is not read."),
    LINE_TOO_LONG("The line is longer than is read."),
    MAC_INVALID("The word is not a hardware address."),
    MAC_RANGE("The hardware address is reserved or a multicast address."),
    MAIL_RECIPIENTS("The list of recipients of mail is empty."),
    MAIL_SERVER("The name of the mail server cannot be resolved."),
    MAIL_TIMEOUT("The timeout of the mail server must not be zero."),
    METHOD_EXTENSION("The forwarding method is an extension that keepalived refuses."),
    MISC_ABSENT("A MISC_CHECK has no command."),
    NAME_TAKEN("The name is used by another block of the same kind already."),
    NAMESPACE_MISSING("The network namespace does not exist.", ExitClass.SUCCESS),
    NETMASK_INVALID("The word is not a netmask.", ExitClass.UNCOUNTED),
    NUMBER_CLIPPED(
            "The number is outside its range and the nearest one is used.", ExitClass.REPORTED),
    NUMBER_INVALID("The word is not a number.", ExitClass.REPORTED),
    NUMBER_NEGATIVE("The number must not be negative.", ExitClass.REPORTED),
    NUMBER_PLACES("The number has more decimal places than count.", ExitClass.REPORTED),
    NUMBER_RANGE("The number is outside its range.", ExitClass.REPORTED),
    NUMBER_TRAILING("Characters follow the number.", ExitClass.REPORTED),
    NUMBER_ZERO("keepalived does not take zero here; it means off.", ExitClass.REPORTED),
    OPTION_DEPRECATED("The option is an old spelling."),
    OPTION_REPEATED("The option is given twice on the line."),
    OPTION_UNKNOWN("The option is not known here."),
    OPTION_VALUE("The value does not fit its option."),
    PEER_TWICE("The peer is given twice."),
    PORT_SINGLE("A range of ports is expected, and keepalived refuses a single port."),
    PROCESS_ABSENT("A track process names no process."),
    PROCESS_QUORUM("The largest number of processes is less than the smallest one."),
    REFERENCE_DROPPED("What the name refers to was dropped, and this with it."),
    REFERENCE_LATER("What the name refers to is defined later, which keepalived does not find."),
    REFERENCE_UNKNOWN("There is nothing of this name."),
    REGEX_WORDS("A regular expression of several words needs quotes.", ExitClass.UNCOUNTED),
    REPETITION_MALFORMED("The repetition is malformed."),
    ROUTE_AS("The option is for MPLS routes only."),
    ROUTE_DESTINATION(
            "The route has no destination, or the word is neither a destination nor an option."),
    ROUTE_PROTOCOL("The protocol of a watched route cannot be chosen."),
    ROUTE_UNTRACKED("The route names no interface and is not tracked."),
    RS_FAMILY("The real server is of another family than its service."),
    RS_PORT(
            "The forwarding method keeps the port of the service, so that this port has no effect."),
    RS_PORT_MARK("The service is a firewall mark, so that this port has no effect."),
    RS_TWICE("The real server is given twice in its service."),
    RULE_ACTION("The rule does not say what to do."),
    RULE_PREFERENCE("The rule has no preference, and one is chosen."),
    RULE_PROTOCOL("The protocol of a watched rule cannot be chosen."),
    SCRIPT_ABSENT("A tracked script has no command."),
    SCRIPT_COMMAND(
            "The keyword lacks its command, and keepalived ends its reading there.",
            ExitClass.ABORTS),
    SCRIPT_INSECURE("Others than root can change a script that runs as root; it is not run."),
    SCRIPT_INTERPRETER("The kernel does not find the interpreter of the script; it is not run."),
    SCRIPT_MISSING("The script does not exist; it is not run."),
    SCRIPT_NO_USER("There is no user to run the script."),
    SCRIPT_NOT_EXECUTABLE("The user may not execute the script; it is not run."),
    SCRIPT_SECURITY("Scripts run as root, and script security is not enabled.", ExitClass.INSECURE),
    SCRIPT_UNQUOTED("Words follow the command that are not part of it without quotes."),
    SCRIPT_USER("The user or group of a script does not exist; it is not run."),
    SOURCE_ENCODING("The encoding of the file is not supported.", ExitClass.NO_CONFIGURATION),
    SOURCE_LINES(
            "The lines of the file end with CR alone, so that it is one line.", ExitClass.REPORTED),
    SOURCE_MISSING("The configuration file does not exist.", ExitClass.NO_CONFIGURATION),
    SOURCE_SEVERAL(
            "The name of the configuration file matches several files.",
            ExitClass.NO_CONFIGURATION),
    SOURCE_UNREADABLE("The configuration file cannot be read.", ExitClass.NO_CONFIGURATION),
    STATUS_INVALID("The word is not an HTTP status code or a range of them."),
    SYNC_SOURCE(
            "The interface of the sync daemon is missing or has no address to send from.",
            ExitClass.UNCOUNTED),
    SYNTAX_EXTRA_CLOSE("A closing brace has no opening brace."),
    SYNTAX_STRAY_OPEN("An opening brace has no keyword before it."),
    SYNTAX_TOO_DEEP("Blocks are nested too deeply."),
    SYNTAX_UNCLOSED_BLOCK("The block is not closed."),
    SYNTAX_UNCLOSED_QUOTE("The quote is not closed."),
    TIME_INVALID("The word is not a time."),
    TIME_ZERO("The time must not be zero."),
    TRACK_GROUP_IDLE("A track_group watches nothing by this line."),
    TRACK_OWN_INTERFACE("The own interface of an instance is tracked anyway."),
    TRACK_TWICE("The object is tracked twice."),
    TRACK_WEIGHT("A weight has no effect here, because the priority is fixed."),
    TUNNEL_OPTIONS("The options of the tunnel do not go together."),
    UMASK_BIT("The bit of the file creation mask is not known."),
    UNICAST_NO_PEERS("The keyword belongs to unicast, but no peer is named."),
    VIP_FAMILY("The virtual address is not of the family of its instance."),
    VIP_LINK_LOCAL("The first IPv6 address of an instance should be link-local."),
    VIP_NONE("The instance has no virtual address.", ExitClass.REPORTED),
    VIP_TOO_MANY("The virtual addresses are more than an advertisement carries."),
    VIP_OWN(
            "The interface has the virtual address itself: leaving MASTER takes it away.",
            ExitClass.UNCOUNTED),
    VIP_SHARED("Two instances have the same virtual address.", ExitClass.UNCOUNTED),
    VIP_TWICE("The virtual address is given twice."),
    VRRP_ADVERT_INTERVAL(
            "The advertisement interval is not one that the version of the protocol carries."),
    VRRP_EQUAL_PRIORITY("The instance and its peer have the same priority."),
    VRRP_INTERFACE("The instance has no interface.", ExitClass.REPORTED),
    VRRP_IPVLAN("An ipvlan interface over IPv4 needs an address."),
    VRRP_LOOPBACK("VRRP cannot use the loopback interface.", ExitClass.REPORTED),
    VRRP_NATIVE_IPV6("The setting is for IPv6 instances."),
    VRRP_NOPREEMPT("Preemption cannot be switched off here."),
    VRRP_OWNER("The setting is for the owner of the addresses only, which has priority 255."),
    VRRP_PREEMPT_DELAY("The delay before preemption has no effect here."),
    VRRP_STATE("The initial state is not usable."),
    VRRP_PROMOTE("The kernel setting is there for a virtual MAC interface anyway."),
    VRRP_SOURCE("The source address is not on this machine.", ExitClass.UNCOUNTED),
    VRRP_STRICT("The setting does not go with strict mode."),
    VRRP_TIMER_EXPIRED("The setting needs nopreempt."),
    VRRP_STRICT_STATE("In strict mode the state must match the ownership of the addresses."),
    VRRP_VERSION("Settings of the instance demand different versions of VRRP."),
    VRRP_VMAC("The settings of the virtual MAC interface do not go together."),
    VRRP_VRF("A VRF is for instances without an interface only."),
    VRRP_VRID("The instance has no virtual router ID.", ExitClass.REPORTED),
    VRRP_VRID_TWICE(
            "Two instances on one interface use the same virtual router ID.", ExitClass.REPORTED),
    VS_EMPTY("The service has no real servers."),
    VS_FAMILY("The address family given is not that of the service's address."),
    VS_FORWARDING("The service has no forwarding method."),
    VS_GRANULARITY(
            "The persistence granularity does not fit the family of the service.",
            ExitClass.UNCOUNTED),
    VS_HA_SUSPEND("Suspension with VRRP needs a service with an address."),
    VS_HYSTERESIS("The hysteresis must be less than the quorum."),
    VS_OPS("One-packet scheduling is for UDP only."),
    VS_PORT("A service for every port needs persistence."),
    VS_PROTOCOL("The service has no protocol, or one that does not go with a firewall mark."),
    VS_QUORUM("The quorum is more than all real servers together can reach."),
    VS_SCHEDULER("The service has no scheduler."),
    VS_SCHEDULER_FLAG("A scheduler's flag must follow its scheduler."),
    VS_SORRY("The settings of a sorry server have no effect without one."),
    VS_SORRY_FAMILY("The sorry server is of another family than its service."),
    VS_SORRY_PORT("The forwarding method keeps the port of the service also at the sorry server."),
    VS_SORRY_QUORUM(
            "Without a quorum, the sorry server serves only when every real server is down."),
    VS_TWICE("The service is defined twice.", ExitClass.UNCOUNTED);

    private final String topic;
    private final String id;
    private final String help;
    private final ExitClass exitClass;

    DiagnosticCode(String help) {
        this(help, ExitClass.BY_SEVERITY);
    }

    DiagnosticCode(String help, ExitClass exitClass) {
        String[] parts = name().toLowerCase(Locale.ROOT).replace('_', '-').split("-", 2);
        this.topic = parts[0];
        this.id = parts[0] + "." + parts[1];
        this.help = help;
        this.exitClass = exitClass;
    }

    /// Returns the part of the id before the dot.
    public String topic() {
        return topic;
    }

    /// Returns the stable name for machines and documents: `vrrp.vrid-twice`.
    public String id() {
        return id;
    }

    /// One sentence about the cause of such a finding.
    public String help() {
        return help;
    }

    /// Returns the way a finding counts in the exit status of `--config-test`.
    public ExitClass exitClass() {
        return exitClass;
    }
}
