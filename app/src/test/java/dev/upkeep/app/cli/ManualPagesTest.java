package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual pages upkeep(8) and genhash(1) and the completion of Bash, written from [Option],
/// from the commands as picocli knows them, and from the schema.
class ManualPagesTest {

    private static final Path PAGE = Path.of("src/man/upkeep.8");
    private static final Path GENHASH_PAGE = Path.of("src/man/genhash.1");
    private static final Path COMPLETION = Path.of("src/completion/upkeep");

    /// With `-Dupkeep.rewrite=true` they are written anew.
    @Test
    void manualPage_isThatOfTheTables() throws IOException {
        holds(PAGE, page());
    }

    @Test
    void manualPageOfGenhash_isThatOfItsOptions() throws IOException {
        holds(GENHASH_PAGE, genhashPage());
    }

    @Test
    void completion_isThatOfTheTables() throws IOException {
        holds(COMPLETION, completion());
    }

    private static void holds(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("upkeep.rewrite")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("-Dupkeep.rewrite=true writes it anew").hasContent(expected);
    }

    private static List<CommandSpec> commands() {
        return Commands.commandLine().getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    private static String page() {
        StringBuilder out =
                new StringBuilder(
                        """
                        .\\" Written from the tables of options and commands by ManualPagesTest; not by hand.
                        .TH UPKEEP 8 "" Upkeep "System administration"
                        .SH NAME
                        upkeep, keepalived \\- virtual addresses and kernel load balancing
                        .SH SYNOPSIS
                        .B keepalived
                        .RI [ OPTION ...]
                        .br
                        .B upkeep
                        .I COMMAND
                        .RI [ ARGUMENT ...]
                        .SH DESCRIPTION
                        The daemon reads keepalived.conf(5), moves virtual addresses between directors with VRRP, programs
                        the load balancer of the kernel (IPVS) and takes failed servers out of service. It takes the place
                        of keepalived: the names
                        .B keepalived
                        and
                        .B upkeep
                        mean the same program. It goes into the background and returns when it is ready, or has failed.
                        .SH OPTIONS
                        """);
        for (Option option : Option.values()) {
            out.append(".TP\n");
            String value = option.placeholder() == null ? "" : option.placeholder();
            if (option.letter() != '\0') {
                out.append("\\fB\\-").append(option.letter()).append("\\fR, ");
            }
            out.append("\\fB\\-\\-").append(text(option.longName())).append("\\fR");
            out.append(
                    switch (option.argument()) {
                        case NONE -> "";
                        case REQUIRED -> "=\\fI" + text(value) + "\\fR";
                        case OPTIONAL -> "[=\\fI" + text(value) + "\\fR]";
                    });
            out.append('\n').append(text(option.help())).append(".\n");
        }
        out.append(".SH COMMANDS\n");
        for (CommandSpec command : commands()) {
            command(out, command, command.name());
        }
        out.append(
                """
                .SH SIGNALS
                HUP reloads the configuration, TERM stops, USR1 writes the state and USR2 the statistics to files in /tmp;
                .B keepalived \\-\\-signum
                .I NAME
                prints the others.
                .SH FILES
                .TP
                /etc/keepalived/keepalived.conf
                the configuration, see keepalived.conf(5)
                .TP
                /etc/default/keepalived
                options for the service, in DAEMON_ARGS
                .TP
                /run/keepalived.pid
                the process that receives signals
                .TP
                /usr/share/doc/upkeep
                pages about every part
                .SH "SEE ALSO"
                .BR keepalived.conf (5),
                .BR genhash (1),
                .BR ipvsadm (8)
                """);
        return out.toString();
    }

    private static String genhashPage() {
        CommandSpec genhash =
                Objects.requireNonNull(Commands.commandLine().getSubcommands().get("genhash"))
                        .getCommandSpec();
        StringBuilder out =
                new StringBuilder(
                        """
                        .\\" Written from the options of the command by ManualPagesTest; not by hand.
                        .TH GENHASH 1 "" Upkeep "User commands"
                        .SH NAME
                        genhash \\- MD5 sum of a page, for an HTTP check
                        .SH SYNOPSIS
                        .B genhash
                        .RI [ OPTION ...]
                        .BI \\-s " ADDRESS " \\-p " PORT " \\-u " PATH"
                        .br
                        .B keepalived \\-T
                        .RI [ OPTION ...]
                        .br
                        .B upkeep genhash
                        .RI [ OPTION ...]
                        .SH DESCRIPTION
                        """);
        out.append(text(String.join("\n", genhash.usageMessage().description())));
        out.append("\n.SH OPTIONS\n");
        for (OptionSpec option : genhash.options()) {
            out.append(".TP\n\\fB").append(text(String.join(", ", option.names())));
            out.append("\\fR").append(value(option)).append('\n');
            out.append(text(String.join(" ", option.description()))).append(".\n");
        }
        return out.append(".SH \"SEE ALSO\"\n.BR upkeep (8),\n.BR keepalived.conf (5)\n")
                .toString();
    }

    private static void command(StringBuilder out, CommandSpec command, String name) {
        out.append(".TP\n\\fBupkeep ").append(text(name)).append("\\fR");
        for (PositionalParamSpec it : command.positionalParameters()) {
            out.append(" \\fI").append(text(it.paramLabel())).append("\\fR");
        }
        out.append('\n').append(text(String.join(" ", command.usageMessage().description())));
        out.append('\n');
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.versionHelp() && !option.hidden()) {
                out.append(".RS\n.TP\n\\fB").append(text(String.join(", ", option.names())));
                out.append("\\fR").append(value(option)).append('\n');
                out.append(text(String.join(" ", option.description()))).append("\n.RE\n");
            }
        }
        command.subcommands()
                .forEach((word, inner) -> command(out, inner.getCommandSpec(), name + " " + word));
    }

    private static String value(ArgSpec option) {
        return option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
    }

    private static String text(String plain) {
        return plain.replace("\\", "\\e").replace("-", "\\-");
    }

    private static String completion() {
        String options =
                Arrays.stream(Option.values())
                        .flatMap(it ->
                                it.letter() == '\0'
                                        ? Stream.of("--" + it.longName())
                                        : Stream.of("-" + it.letter(), "--" + it.longName()))
                        .collect(Collectors.joining(" "));
        TreeSet<String> keywords = new TreeSet<>();
        Schema.paths().forEach(path -> keywords.add(path.node().name()));
        StringBuilder out =
                new StringBuilder(
                        """
                        # Completion of Bash. Written from the tables of options, commands and keywords; not by hand.
                        _upkeep()
                        {
                            local word=$2 words=''
                            case $COMP_CWORD:${COMP_WORDS[1]} in
                                1:*)
                                    words='%s
                                        %s'
                                    ;;
                                *:explain)
                                    words='%s'
                                    ;;
                        """
                                .formatted(
                                        fold(options),
                                        commands().stream()
                                                .map(CommandSpec::name)
                                                .collect(Collectors.joining(" ")),
                                        fold(String.join(" ", keywords))));
        for (CommandSpec command : commands()) {
            String words =
                    Stream.concat(
                                    command.subcommands().keySet().stream(),
                                    command.options().stream().map(OptionSpec::longestName))
                            .collect(Collectors.joining(" "));
            if (!command.name().equals("explain") && !words.isEmpty()) {
                out.append("        *:").append(command.name()).append(") words='");
                out.append(words).append("' ;;\n");
            }
        }
        return out.append(
                        """
                                *) words='%s' ;;
                            esac
                            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
                            [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$word")
                        }
                        complete -o filenames -F _upkeep upkeep keepalived
                        """
                                .formatted(fold(options)))
                .toString();
    }

    private static String fold(String words) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : words.split(" ", -1)) {
            if (column > 90) {
                out.append("\n                ");
                column = 0;
            } else if (column > 0) {
                out.append(' ');
            }
            out.append(word);
            column += word.length() + 1;
        }
        return out.toString();
    }
}
