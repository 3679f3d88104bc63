package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// An address and perhaps a port: `real_server`, `sorry_server`. No port is port 0.
public final class EndpointType implements ValueType<Endpoint> {
    public static final EndpointType ENDPOINT = new EndpointType();

    private EndpointType() {}

    @Override
    public @Nullable Endpoint parse(Arguments in) {
        Word word = in.require("an IP address");
        IpAddress address = word == null ? null : AddressType.read(in, word);
        return address == null ? null : withPort(in, address);
    }

    /// Returns the address with the port that may follow.
    static @Nullable Endpoint withPort(Arguments in, IpAddress address) {
        Word port = in.next();
        if (port == null) {
            return new Endpoint(address, 0);
        }
        Long number = Numbers.whole(in, port, 0, 65535);
        return number == null ? null : new Endpoint(address, number.intValue());
    }

    @Override
    public String syntax() {
        return "<IP address> [<port>]";
    }

    @Override
    public String format(Endpoint value) {
        return value.port() == 0
                ? value.address().toString()
                : value.address() + " " + value.port();
    }
}
