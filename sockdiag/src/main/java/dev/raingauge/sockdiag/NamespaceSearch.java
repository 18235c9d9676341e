package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.Host.Place;
import dev.raingauge.sockdiag.Host.Places;
import dev.raingauge.sockdiag.NetnsNames.Named;
import dev.raingauge.sockdiag.NetnsNames.NsFile;
import dev.raingauge.sockdiag.model.Namespace;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Finds the namespace that a user means. */
record NamespaceSearch(ProcRoot proc, Namespaces namespaces) {
    /** How many names an error message lists. */
    private static final int MOST_NAMES = 20;

    Place find(String wanted) throws IOException {
        Places all = namespaces.all();
        if (wanted.contains("/")) {
            return ofFile(wanted, all);
        }
        Optional<Place> byName = byName(wanted, all);
        OptionalInt pid = ProcRoot.pid(wanted);
        Optional<Place> byPid =
                pid.isPresent() && proc.has(pid.getAsInt())
                        ? Optional.of(ofProcess(pid.getAsInt(), all))
                        : Optional.empty();
        if (byName.isPresent() && byPid.isPresent()) {
            throw refusal(
                    "\"%s\" is the name of a namespace and a process too: write %s or %s"
                            .formatted(wanted, byName.get().file(), byPid.get().file()));
        }
        return byName.or(() -> byPid).orElseThrow(() -> unknown(wanted, pid, all));
    }

    private Optional<Place> byName(String wanted, Places all) throws IOException {
        for (Place place : all.places()) {
            if (place.namespace().name().equals(wanted)) {
                return Optional.of(place);
            }
        }
        for (Named named : namespaces.names().named()) { // a second name of one
            if (named.name().equals(wanted)) {
                return withId(named.id(), all);
            }
        }
        return Optional.empty();
    }

    private Place ofProcess(int pid, Places all) throws IOException {
        Path file = proc.ofProcess(pid, "ns/net");
        try {
            OptionalLong id = ProcRoot.inode(Files.readSymbolicLink(file).toString(), "net");
            if (id.isPresent()) {
                String name =
                        withId(id.getAsLong(), all)
                                .map(place -> place.namespace().name())
                                .orElse("net:[" + id.getAsLong() + "]");
                return new Place(new Namespace(id.getAsLong(), name), file, Optional.of(pid));
            }
        } catch (AccessDeniedException e) {
            throw denied(file);
        } catch (IOException ended) {
            // as below
        }
        throw refusal("process " + pid + " has no network namespace (any more)");
    }

    private Place ofFile(String text, Places all) throws IOException {
        Path file;
        try {
            file = proc.path().getFileSystem().getPath(text);
        } catch (InvalidPathException e) {
            throw refusal("\"" + text + "\" is no path: " + e.getReason());
        }
        try {
            NsFile about = NsFile.of(file).orElseThrow(() -> refusal("there is no file " + file));
            boolean isNamespace =
                    NsFile.of(proc.file("self", "ns", "net"))
                            .filter(self -> self.device() == about.device())
                            .isPresent();
            if (!isNamespace || isOfAnotherKind(file)) {
                throw refusal(
                        file
                                + " is no network namespace: expected a file like /proc/PID/ns/net"
                                + " or /run/netns/NAME");
            }
            return withId(about.inode(), all)
                    .map(known -> new Place(known.namespace(), file, known.pid()))
                    .orElse(new Place(new Namespace(about.inode(), text), file, Optional.empty()));
        } catch (AccessDeniedException e) {
            throw denied(file);
        }
    }

    /** {@code /proc/PID/ns/mnt} is a namespace, but not of the network. */
    private static boolean isOfAnotherKind(Path file) throws IOException {
        return Files.isSymbolicLink(file)
                && Files.readSymbolicLink(file).toString().contains(":[")
                && ProcRoot.linkedInode(file).isEmpty();
    }

    private static Optional<Place> withId(long id, Places all) {
        return all.places().stream().filter(place -> place.namespace().id() == id).findFirst();
    }

    private SockDiagException unknown(String wanted, OptionalInt pid, Places all) {
        String names =
                all.places().stream()
                        .limit(MOST_NAMES)
                        .map(place -> place.namespace().name())
                        .collect(Collectors.joining(", "));
        int more = all.places().size() - MOST_NAMES;
        return refusal(
                "no namespace \"%s\": no such name in %s%s; there are: %s%s"
                        .formatted(
                                wanted,
                                namespaces.directory(),
                                pid.isPresent() ? " and no such process" : "",
                                names,
                                more > 0 ? " and " + more + " more" : ""));
    }

    private SockDiagException denied(Path file) {
        return refusal("no permission to look at " + file + "; " + Unreadable.remedy(proc));
    }

    private static SockDiagException refusal(String message) {
        return new SockDiagException(message, 0);
    }
}
