package dev.raingauge.sockdiag;

import dev.raingauge.sockdiag.Host.Place;
import dev.raingauge.sockdiag.model.Sysctls;
import dev.raingauge.sockdiag.procfs.ProcRoot;
import dev.raingauge.sockdiag.procfs.SysSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Fetches the files of a namespace: below {@code PID/net}, or from within. */
record NetFiles(ProcRoot proc) {
    /**
     * Some files of {@code net}, by their whole path; one that does not exist is not in it.
     *
     * @throws SockDiagException if none exists, or the place is no longer that namespace
     */
    Map<String, byte[]> read(Place place, String... names) throws IOException {
        Map<String, byte[]> files;
        Optional<Path> directory = directory(place);
        if (directory.isPresent()) {
            files = readAll(directory.get(), names);
            checkStillThere(place, directory.get().resolveSibling("ns"));
        } else {
            Path inside = proc.file("thread-self");
            files =
                    Machine.visit(
                            place.file(),
                            () -> {
                                Map<String, byte[]> found = readAll(inside.resolve("net"), names);
                                checkStillThere(place, inside.resolve("ns"));
                                return found;
                            });
        }
        if (files.isEmpty()) {
            throw new SockDiagException(
                    "none of %s in %s: no such files"
                            .formatted(
                                    List.of(names),
                                    directory.map(Path::toString).orElse("the namespace")),
                    0);
        }
        return files;
    }

    /** Where the files are shown; empty where only a visit shows them. */
    Optional<Path> directory(Place place) throws SockDiagException {
        if (place.pid().isPresent()) {
            int pid = place.pid().get();
            if (proc.has(pid)) {
                return Optional.of(proc.ofProcess(pid, "net"));
            }
            if (place.file().startsWith(proc.path())) {
                throw gone(place);
            }
        } else if (!proc.isReal()) {
            Path self = proc.file("self", "net");
            return Optional.of(Files.exists(self) ? self : proc.file("net"));
        }
        return Optional.empty();
    }

    private static Map<String, byte[]> readAll(Path directory, String... names) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (String name : names) {
            Path file = directory.resolve(name);
            ProcRoot.readIfThere(file).ifPresent(bytes -> files.put(file.toString(), bytes));
        }
        return files;
    }

    /**
     * A pid may be another process by now, and a name in /run/netns another namespace: what was
     * read counts only if the place is still what it was.
     */
    void checkStillThere(Place place, Path ns) throws SockDiagException {
        if (proc.isReal()
                && ProcRoot.linkedInode(ns.resolve("net")).orElse(-1) != place.namespace().id()) {
            throw gone(place);
        }
    }

    private static SockDiagException gone(Place place) {
        return new SockDiagException(
                "the namespace %s is no longer at %s: list the namespaces again"
                        .formatted(
                                place.namespace().name(),
                                place.pid()
                                        .map(pid -> "process " + pid)
                                        .orElse(place.file().toString())),
                0);
    }

    Sysctls settingsOfHost() {
        var values = new HashMap<String, String>();
        readSettings(SysSettings.OF_HOST, values);
        return new Sysctls(values);
    }

    Sysctls sysctls(Place place) throws IOException {
        var values = new HashMap<String, String>();
        // First what needs no visit: it also makes the JVM start what it needs to read files, which
        // must not happen within a visit.
        readSettings(SysSettings.OF_HOST, values);
        OptionalLong here = ProcRoot.linkedInode(proc.file("thread-self", "ns", "net"));
        if (!proc.isReal() || here.equals(OptionalLong.of(place.namespace().id()))) {
            readSettings(SysSettings.OF_NAMESPACE, values);
            return new Sysctls(values);
        }
        return Machine.visit(
                place.file(),
                () -> {
                    readSettings(SysSettings.OF_NAMESPACE, values);
                    checkStillThere(place, proc.file("thread-self", "ns"));
                    return new Sysctls(values);
                });
    }

    private void readSettings(List<String> names, Map<String, String> into) {
        for (String name : names) {
            try {
                ProcRoot.readIfThere(proc.file(SysSettings.file(name)))
                        .ifPresent(content -> into.put(name, SysSettings.parse(content)));
            } catch (IOException unreadable) {
                // left out, like one that does not exist: the reader is told nothing untrue
            }
        }
    }
}
