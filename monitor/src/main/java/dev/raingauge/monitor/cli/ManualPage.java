package dev.raingauge.monitor.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * raingauge(1) in the language of mdoc(7), made from the declarations of the commands; {@code
 * raingauge help man} prints it, for packagers and for {@code man -l -}.
 */
final class ManualPage {
    /** mandoc(1) dislikes longer lines. */
    private static final int LINE = 78;

    private static final String HEAD =
            """
            .Dd November 25, 2026
            .Dt RAINGAUGE 1
            .Os
            .Sh NAME
            .Nm raingauge
            .Nd show which sockets of a Linux host lose connections, and why
            .Sh SYNOPSIS
            .Nm
            .Op Ar COMMAND
            .Op Ar OPTION ...
            .Nm
            .Cm help
            .Op Ar COMMAND | Cm man
            .Nm
            .Cm help from
            .Op Ar TOOL
            .Sh DESCRIPTION
            .Nm
            shows every listening TCP and UNIX socket with its accept queue, limit, drops,
            waiting time and owner, in every network namespace of the host.
            Without a command it shows one screen and says what to type next.
            .Pp
            Durations are written 10s, 500ms, 2m; a bare number is seconds.
            .Sh COMMANDS
            """;

    private static final String TAIL =
            """
            .Sh ENVIRONMENT
            .Bl -tag -width Ds
            .It Ev NO_COLOR
            If set and not empty, nothing is coloured.
            .It Ev LC_ALL , LC_CTYPE , LANG
            Tell whether the terminal shows more than ASCII.
            .It Ev PROMETHEUS_URL
            The server that
            .Cm fleet
            asks.
            .El
            .Sh FILES
            .Bl -tag -width Ds
            .It Pa /proc
            Counters, settings and owners of sockets;
            .Fl -proc
            names another place.
            .It Pa /run/netns
            The names that
            .Xr ip-netns 8
            gives to network namespaces.
            .El
            .Sh EXIT STATUS
            .Bl -tag -width Ds
            .It 0
            Done.
            .It 1
            Failed, or not all of it could be done; one line on standard error says why.
            .It 2
            The command was not understood.
            .El
            .Pp
            .Cm doctor
            and
            .Cm fleet
            exit as monitoring plugins do: 0 nothing found, 1 warning, 2 critical, 3 could
            not look.
            .Sh EXAMPLES
            The listeners of every namespace, again and again:
            .Pp
            .Dl raingauge listeners --namespace=all --watch
            .Pp
            Addresses whose queue is full, for a script:
            .Pp
            .Dl raingauge listeners --json | jq -r '.listeners[] |
            .Dl "    select(.acceptQueue.full) | .address'"
            .Pp
            Why a client waits:
            .Pp
            .Dl raingauge probe db.example:5432 --count=10
            .Sh SEE ALSO
            .Xr accept 2 ,
            .Xr listen 2 ,
            .Xr sock_diag 7 ,
            .Xr tcp 7 ,
            .Xr unix 7 ,
            .Xr nstat 8 ,
            .Xr ss 8
            """;

    private ManualPage() {}

    static String text() {
        var page = new StringBuilder(HEAD);
        for (Command command : Commands.all()) {
            if (!command.name().isEmpty()) {
                add(command, page);
            }
        }
        return page.append(TAIL).toString();
    }

    private static void add(Command command, StringBuilder page) {
        CommandSpec spec = Usage.spec(command);
        page.append(".Ss ").append(command.name());
        for (PositionalParamSpec one : spec.positionalParameters()) {
            page.append(one.arity().min() == 0 ? " [" : " ").append(one.paramLabel());
            page.append(one.arity().max() > 1 ? " ..." : "");
            page.append(one.arity().min() == 0 ? "]" : "");
        }
        page.append('\n');
        boolean first = true;
        for (String paragraph : spec.usageMessage().description()) {
            if (!paragraph.isBlank()) {
                page.append(first ? "" : ".Pp\n");
                running(paragraph, page);
                first = false;
            }
        }
        if (first) {
            String summary = command.summary();
            running(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".", page);
        }
        page.append(".Bl -tag -width Ds\n");
        for (PositionalParamSpec one : spec.positionalParameters()) {
            page.append(".It Ar ").append(one.paramLabel()).append('\n');
            running(String.join(" ", one.description()), page);
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                page.append(".It ").append(names(option)).append('\n');
                running(String.join(" ", option.description()), page);
            }
        }
        page.append(".El\n");
    }

    private static String names(OptionSpec option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add("Fl " + escaped(name.substring(1)));
        }
        String value = "= Ns Ar " + escaped(option.paramLabel());
        String all = String.join(" , ", names);
        return switch (option.arity().min()) {
            case 0 -> option.arity().max() == 0 ? all : all + " Ns Op " + value;
            default -> all + " Ns " + value;
        };
    }

    /** A new sentence begins on a new line, as mdoc(7) wants it. */
    private static void running(String text, StringBuilder page) {
        var line = new StringBuilder();
        String before = "";
        for (String word : text.replace("%n", " ").replace("%%", "%").split("\\s+", -1)) {
            boolean sentence = before.endsWith(".") && !before.equals("e.g.");
            if (!line.isEmpty() && (sentence || line.length() + 1 + word.length() > LINE)) {
                page.append(line).append('\n');
                line.setLength(0);
            }
            String safe = escaped(word);
            boolean request = safe.startsWith(".") || safe.startsWith("'");
            line.append(line.isEmpty() ? (request ? "\\&" : "") : " ").append(safe);
            before = word;
        }
        if (!line.isEmpty()) {
            page.append(line).append('\n');
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e");
    }
}
