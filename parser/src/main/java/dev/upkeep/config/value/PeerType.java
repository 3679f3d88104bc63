package dev.upkeep.config.value;

import dev.upkeep.config.model.VrrpTransport.Peer;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// A line of `unicast_peer`.
public final class PeerType implements ValueType<PeerType.PeerLine> {
    public static final PeerType PEER = new PeerType();

    private PeerType() {}

    /// A peer, and whether the line limits TTLs.
    ///
    /// @param limited true when a TTL was written, which switches the source check on
    public record PeerLine(Peer peer, boolean limited) {

        /// Returns the line of a peer.
        public static PeerLine of(Peer peer) {
            return new PeerLine(peer, peer.minTtl() != 0 || peer.maxTtl() != 255);
        }
    }

    @Override
    public @Nullable PeerLine parse(Arguments in) {
        IpAddress address = AddressType.ANY.parse(in);
        if (address == null) {
            in.skipRest();
            return null;
        }
        int min = 0;
        int max = 255;
        boolean limited = false;
        while (in.hasNext()) {
            Word option = in.next();
            if (option == null) {
                break;
            }
            boolean low = option.text().equals("min_ttl");
            if (!low && !option.text().equals("max_ttl")) {
                in.error(
                        DiagnosticCode.OPTION_UNKNOWN,
                        option,
                        "does not know the word '" + option.text() + "'",
                        "min_ttl and max_ttl may follow");
                in.skipRest();
                break;
            }
            Word ttl = in.require("a TTL");
            Long value = ttl == null ? null : Numbers.whole(in, ttl, 0, 255);
            if (value != null) {
                limited = true;
                min = low ? value.intValue() : min;
                max = low ? max : value.intValue();
            }
        }
        return new PeerLine(new Peer(address, min, max), limited);
    }

    @Override
    public String syntax() {
        return "<IP address> [min_ttl <0..255>] [max_ttl <0..255>]";
    }

    @Override
    public String format(PeerLine value) {
        Peer peer = value.peer();
        return value.limited()
                ? peer.address() + " min_ttl " + peer.minTtl() + " max_ttl " + peer.maxTtl()
                : peer.address().toString();
    }
}
