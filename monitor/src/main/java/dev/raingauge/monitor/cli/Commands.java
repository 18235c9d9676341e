package dev.raingauge.monitor.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Every command, in the order of the help. */
final class Commands {
    private static final List<Supplier<Command>> ALL =
            List.of(
                    OverviewCommand::new,
                    ListenersCommand::new,
                    SocketsCommand::new,
                    CloseCommand::new,
                    SummaryCommand::new,
                    CountersCommand::new,
                    LimitsCommand::new,
                    DoctorCommand::new,
                    ProbeCommand::new,
                    TopCommand::new,
                    RecordCommand::new,
                    ServeCommand::new,
                    FleetCommand::new,
                    LabCommand::new,
                    CompletionCommand::new);

    private Commands() {}

    static List<Command> all() {
        return ALL.stream().map(Supplier::get).toList();
    }

    /** The command of a name. */
    static Optional<Command> named(String name) {
        return all().stream().filter(command -> command.name().equals(name)).findFirst();
    }
}
