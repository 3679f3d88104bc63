package dev.upkeep.app.hooks;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.syntax.ReaderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Outlets that note what they are given, in order.
final class Recorder implements NotificationSink {

    final List<String> scripts = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<String> mails = new ArrayList<>();
    boolean noFaultMail;
    @Nullable Error scriptFailure;
    boolean noCheckMail;

    /// The model of a text, as the daemon would read it. Scripts have to exist: `/bin/true`.
    static Configuration read(Path directory, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("keepalived.conf"), text);
        return ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess())
                .configuration();
    }

    @Override
    public void run(String source, List<Script> together) {
        if (scriptFailure != null) {
            throw scriptFailure;
        }
        together.forEach(script -> {
            List<String> arguments = script.arguments();
            scripts.add(source + ": " + String.join("|", arguments.subList(1, arguments.size())));
        });
    }

    @Override
    public void vrrpLine(String line) {
        lines.add(line);
    }

    @Override
    public void lvsLine(String line) {
        lines.add(line);
    }

    @Override
    public void mail(Mail mail) {
        mails.add(mail.subject() + ": " + mail.body());
    }

    @Override
    public boolean noFaultMail() {
        return noFaultMail;
    }

    @Override
    public boolean noCheckMail() {
        return noCheckMail;
    }
}
