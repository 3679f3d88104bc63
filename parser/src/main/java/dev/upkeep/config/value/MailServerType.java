package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.HostAnswer;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.Word;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `smtp_server`: an address or host name and perhaps a port.
public final class MailServerType implements ValueType<MailServerType.MailServer> {
    public static final MailServerType MAIL_SERVER = new MailServerType();

    /// Matches what is no host name but an address in a form of other programs.
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+[:/].*|\\[.*");

    private MailServerType() {}

    public record MailServer(String host, int port) {}

    @Override
    public @Nullable MailServer parse(Arguments in) {
        Word host = in.require("an address or a host name");
        if (host == null) {
            return null;
        }
        Word port = in.next();
        Long number = port == null ? Long.valueOf(25) : Numbers.whole(in, port, 1, 65535);
        if (number == null) {
            return null;
        }
        HostAnswer answer =
                AddressType.tryRead(host.text()) == null
                        ? in.system().resolve(host.text())
                        : HostAnswer.FOUND;
        if (answer == HostAnswer.NO_ANSWER) {
            in.report(
                    Severity.WARNING,
                    DiagnosticCode.MAIL_SERVER,
                    in.at(host),
                    in.subject()
                            + " '"
                            + host.text()
                            + "' cannot be resolved now, the resolver does not answer; it is asked"
                            + " again for each mail",
                    "give an address");
        }
        if (answer == HostAnswer.UNKNOWN) {
            in.report(
                    Severity.ERROR,
                    DiagnosticCode.MAIL_SERVER,
                    in.at(host),
                    in.subject() + " '" + host.text() + "' cannot be resolved; no mail is sent",
                    ADDRESS.matcher(host.text()).matches()
                            ? AddressAdvice.of(host.text(), in.subject())
                            : "give an address");
            return null;
        }
        return new MailServer(host.text(), number.intValue());
    }

    @Override
    public String syntax() {
        return "<address|host> [<port>]";
    }

    @Override
    public String format(MailServer value) {
        return Quote.word(value.host()) + " " + value.port();
    }
}
