package dev.upkeep.config.value;

import dev.upkeep.config.model.Macvlan;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `use_vmac`: name, hardware address and options, each at most once and in any order.
///
/// A hardware address of five bytes is kept as such; the virtual router id is appended later.
public final class MacvlanType implements ValueType<Macvlan> {
    public static final MacvlanType MACVLAN = new MacvlanType();

    private MacvlanType() {}

    @Override
    public @Nullable Macvlan parse(Arguments in) {
        String name = null;
        String mac = null;
        boolean notify = false;
        String group = null;
        while (in.hasNext()) {
            Word word = in.next();
            if (word == null) {
                break;
            }
            if (word.text().equals("name")) {
                name = InterfaceType.INTERFACE.parse(in);
            } else if (word.text().equals("netlink_notify_msg")) {
                notify = true;
            } else if (word.text().equals("group")) {
                Word given = in.require("an interface group");
                group = given == null ? null : given.text();
            } else if (word.text().indexOf(':') >= 0) {
                mac = mac(in, word);
            } else {
                name = InterfaceType.read(in, word);
            }
        }
        return new Macvlan(name, mac, notify, group);
    }

    private static @Nullable String mac(Arguments in, Word word) {
        String text = word.text().toLowerCase(Locale.ROOT);
        String[] bytes = text.split(":", -1);
        boolean fine = bytes.length == 5 || bytes.length == 6;
        StringBuilder mac = new StringBuilder();
        for (String part : bytes) {
            fine &= part.length() >= 1 && part.length() <= 2 && part.matches("[0-9a-f]+");
            mac.append(mac.isEmpty() ? "" : ":").append(part.length() == 1 ? "0" : "").append(part);
        }
        if (!fine) {
            in.error(
                    DiagnosticCode.MAC_INVALID,
                    word,
                    "'" + word.text() + "' is not a hardware address of 5 or 6 bytes",
                    null);
            return null;
        }
        boolean multicast = (Integer.parseInt(mac.substring(0, 2), 16) & 1) != 0;
        if (multicast || mac.toString().startsWith("00:00:5e:00:0")) {
            in.error(
                    DiagnosticCode.MAC_RANGE,
                    word,
                    word.text() + " is a multicast address or one that RFC 9568 reserves",
                    null);
            return null;
        }
        return mac.toString();
    }

    @Override
    public String syntax() {
        return "[[name] <interface>] [<MAC of 5 or 6 bytes>] [netlink_notify_msg] [group <group>]";
    }

    @Override
    public String format(Macvlan value) {
        StringBuilder out = new StringBuilder();
        if (value.name() != null) {
            out.append("name ").append(Quote.word(value.name())).append(' ');
        }
        if (value.mac() != null) {
            out.append(value.mac()).append(' ');
        }
        if (value.notifyMessage()) {
            out.append("netlink_notify_msg ");
        }
        if (value.group() != null) {
            out.append("group ").append(Quote.word(value.group()));
        }
        return out.toString().strip();
    }
}
