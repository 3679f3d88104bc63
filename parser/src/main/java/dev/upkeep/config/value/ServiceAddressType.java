package dev.upkeep.config.value;

import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// The words after `virtual_server`: an address, `fwmark N` or `group NAME`.
public final class ServiceAddressType implements ValueType<ServiceAddress> {
    public static final ServiceAddressType SERVICE = new ServiceAddressType();

    private ServiceAddressType() {}

    @Override
    public @Nullable ServiceAddress parse(Arguments in) {
        Word word = in.require("an IP address, fwmark or group");
        if (word == null) {
            return null;
        }
        return switch (word.text()) {
            case "fwmark" -> {
                Word mark = in.require("a mark");
                Long number = mark == null ? null : Numbers.whole(in, mark, 1, LongType.UINT32);
                yield number == null ? null : new ServiceAddress.FirewallMark(number.intValue());
            }
            case "group" -> {
                Word name = in.require("a virtual_server_group");
                yield name == null ? null : new ServiceAddress.Group(name.text());
            }
            default -> {
                IpAddress address = AddressType.read(in, word);
                Endpoint endpoint = address == null ? null : EndpointType.withPort(in, address);
                yield endpoint == null ? null : new ServiceAddress.Address(endpoint);
            }
        };
    }

    @Override
    public String syntax() {
        return "<IP address> [<port>] | fwmark <mark> | group <name>";
    }

    @Override
    public String format(ServiceAddress value) {
        return switch (value) {
            case ServiceAddress.Address(var endpoint) -> EndpointType.ENDPOINT.format(endpoint);
            case ServiceAddress.FirewallMark(int mark) ->
                    "fwmark " + Integer.toUnsignedString(mark);
            case ServiceAddress.Group(var name) -> "group " + Quote.word(name);
        };
    }
}
