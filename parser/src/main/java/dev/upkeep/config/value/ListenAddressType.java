package dev.upkeep.config.value;

import dev.upkeep.config.model.StatusSettings.ListenAddress;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// Type of an address to listen at: an IP address and a port, or the absolute path of a Unix
/// socket.
public final class ListenAddressType implements ValueType<ListenAddress> {
    public static final ListenAddressType LISTEN_ADDRESS = new ListenAddressType();

    private ListenAddressType() {}

    @Override
    public @Nullable ListenAddress parse(Arguments in) {
        Word word = in.require("an IP address and a port, or an absolute path");
        if (word == null) {
            return null;
        }
        if (word.text().startsWith("/")) {
            return new ListenAddress.Unix(word.text());
        }
        IpAddress address = AddressType.read(in, word);
        Word port = address == null ? null : in.require("a port");
        Long number = port == null ? null : Numbers.whole(in, port, 1, 65535);
        return address == null || number == null
                ? null
                : new ListenAddress.Tcp(new Endpoint(address, number.intValue()));
    }

    @Override
    public String syntax() {
        return "<IP address> <port> | <path>";
    }

    @Override
    public String format(ListenAddress value) {
        return switch (value) {
            case ListenAddress.Tcp(var endpoint) -> endpoint.address() + " " + endpoint.port();
            case ListenAddress.Unix(String path) -> Quote.word(path);
        };
    }
}
