package dev.upkeep.config.value;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Forwarding.Checksum;
import dev.upkeep.config.model.Forwarding.TunnelType;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `lb_kind`, `lvs_method`: how packets reach a real server.
public final class ForwardingType implements ValueType<Forwarding> {
    public static final ForwardingType FORWARDING = new ForwardingType();

    private ForwardingType() {}

    @Override
    public @Nullable Forwarding parse(Arguments in) {
        Word word = in.require("NAT, DR, TUN or FNAT");
        if (word == null) {
            return null;
        }
        return switch (word.text()) {
            case "NAT" -> new Forwarding.Nat();
            case "DR" -> new Forwarding.DirectRouting();
            case "FNAT" -> {
                in.hint(
                        DiagnosticCode.METHOD_EXTENSION,
                        word,
                        "FNAT is an extension; keepalived refuses it",
                        null);
                yield new Forwarding.FullNat();
            }
            case "TUN" -> tunnel(in);
            default -> {
                String upper = word.text().toUpperCase(Locale.ROOT);
                boolean onlyCase = !upper.equals(word.text()) && isMethod(upper);
                in.error(
                        DiagnosticCode.CHOICE_UNKNOWN,
                        word,
                        "'" + word.text() + "' is none of NAT, DR, TUN, FNAT",
                        onlyCase ? "write " + upper : null);
                yield null;
            }
        };
    }

    private static boolean isMethod(String word) {
        return word.equals("NAT") || word.equals("DR") || word.equals("TUN") || word.equals("FNAT");
    }

    /// Reads the words after `TUN`; a plain tunnel when that is wrong, as in keepalived.
    private static Forwarding tunnel(Arguments in) {
        Forwarding tunnel = options(in);
        if (tunnel != null) {
            return tunnel;
        }
        in.skipRest();
        in.instead("TUN without options is used");
        return new Forwarding.Tunnel(TunnelType.IPIP, 0, Checksum.NONE);
    }

    private static @Nullable Forwarding options(Arguments in) {
        TunnelType type = TunnelType.IPIP;
        int port = 0;
        Checksum checksum = Checksum.NONE;
        while (in.hasNext()) {
            Word word = in.next();
            if (word == null) {
                break;
            }
            switch (word.text()) {
                case "type" -> {
                    TunnelType given = TYPES.parse(in);
                    if (given == null) {
                        return null;
                    }
                    type = given;
                }
                case "port" -> {
                    Integer given = PORT.parse(in);
                    if (given == null) {
                        return null;
                    }
                    port = given;
                }
                case "nocsum" -> checksum = Checksum.NONE;
                case "csum" -> checksum = Checksum.CHECKSUM;
                case "remcsum" -> checksum = Checksum.REMOTE;
                default -> {
                    in.error(
                            DiagnosticCode.OPTION_UNKNOWN,
                            word,
                            "does not know the word '" + word.text() + "' after TUN",
                            "type, port, nocsum, csum and remcsum may follow");
                    return null;
                }
            }
        }
        return check(in, new Forwarding.Tunnel(type, port, checksum));
    }

    private static @Nullable Forwarding check(Arguments in, Forwarding.Tunnel tunnel) {
        String problem = null;
        if (tunnel.type() == TunnelType.GUE && tunnel.port() == 0) {
            problem = "gue tunnels need a port";
        } else if (tunnel.type() != TunnelType.GUE && tunnel.port() != 0) {
            problem = "only gue tunnels have a port";
        } else if (tunnel.type() == TunnelType.IPIP && tunnel.checksum() != Checksum.NONE) {
            problem = "ipip tunnels have no checksum";
        } else if (tunnel.type() == TunnelType.GRE && tunnel.checksum() == Checksum.REMOTE) {
            problem = "gre tunnels have no remote checksum";
        }
        if (problem == null) {
            return tunnel;
        }
        in.report(
                Severity.ERROR,
                DiagnosticCode.TUNNEL_OPTIONS,
                in.where(),
                in.subject() + " TUN: " + problem,
                null);
        return null;
    }

    private static final ChoiceType<TunnelType> TYPES =
            ChoiceType.choice(
                    TunnelType.class,
                    "ipip",
                    TunnelType.IPIP,
                    "gue",
                    TunnelType.GUE,
                    "gre",
                    TunnelType.GRE);
    private static final IntegerType PORT = new IntegerType("port", 1, 65535);

    @Override
    public String syntax() {
        return "NAT|DR|FNAT|TUN [type ipip|gue|gre] [port <1..65535>] [nocsum|csum|remcsum]";
    }

    @Override
    public String format(Forwarding value) {
        return switch (value) {
            case Forwarding.Nat _ -> "NAT";
            case Forwarding.DirectRouting _ -> "DR";
            case Forwarding.FullNat _ -> "FNAT";
            case Forwarding.Tunnel(var type, var port, var checksum) ->
                    "TUN type "
                            + TYPES.format(type)
                            + (port == 0 ? "" : " port " + port)
                            + switch (checksum) {
                                case NONE -> "";
                                case CHECKSUM -> " csum";
                                case REMOTE -> " remcsum";
                            };
        };
    }
}
