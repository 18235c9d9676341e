package dev.raingauge.sockdiag.tape;

import dev.raingauge.sockdiag.wire.RenamedMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives addresses and names in a recording others before they are written. What it does not
 * understand is not written at all.
 */
final class Redactor {
    private static final Pattern NAMED_NAMESPACE = Pattern.compile("(?<=/run/netns/)[^/:;, ]+");
    private static final String CGROUPS = "/sys/fs/cgroup/";
    private static final String NAMESPACES = "/run/netns";

    private final Pseudonyms names = new Pseudonyms();
    private final RedactedFiles files = new RedactedFiles(names);

    TapeHead head(TapeHead head) {
        return new TapeHead(
                head.time(),
                names.host(head.host()),
                head.kernel(),
                head.program(),
                namespace(head.namespace()),
                head.proc(),
                head.netlink(),
                true);
    }

    /** A namespace as the user named it: a word, a pid, or a file. */
    private String namespace(String named) {
        if (named.isEmpty() || named.equals("all") || named.matches("[0-9]+")) {
            return named;
        }
        return named.contains("/") ? text(named) : names.path(named);
    }

    /** What a question is called. */
    String key(Kind kind, String key) {
        return switch (kind) {
            case NETLINK, FACT, NOW, TICKS -> key;
            case PROBE -> probe(key);
            default -> text(key);
        };
    }

    /** A probe's key is a socket's name, behind the namespace it is asked from. */
    private String probe(String key) {
        int space = key.startsWith("net:") ? key.indexOf(' ') + 1 : 0;
        byte[] name = key.substring(space).getBytes(StandardCharsets.ISO_8859_1);
        return key.substring(0, space) + new String(names.unix(name), StandardCharsets.ISO_8859_1);
    }

    /** A text in which names of files may stand. */
    String text(String text) {
        Matcher matcher = NAMED_NAMESPACE.matcher(text);
        String named = matcher.replaceAll(at -> names.path(at.group()));
        int cgroup = named.indexOf(CGROUPS);
        if (cgroup < 0) {
            return named;
        }
        int from = cgroup + CGROUPS.length();
        String below = named.substring(from);
        String last = below.substring(below.lastIndexOf('/') + 1);
        boolean control = Pseudonyms.isOfTheKernel(last);
        String path = control ? below.substring(0, below.length() - last.length()) : below;
        return named.substring(0, from) + names.path(path) + (control ? last : "");
    }

    /** What is answered at once. */
    byte[] answer(Kind kind, String key, byte[] answer) throws IOException {
        String place = key.endsWith("/") ? key : key + "/";
        boolean named = place.contains(CGROUPS) || place.contains(NAMESPACES + "/");
        if (kind == Kind.LIST && named) {
            List<String> listed = Texts.parse(answer);
            return Texts.of(
                    listed.stream()
                            .map(at -> Pseudonyms.isOfTheKernel(at) ? at : names.path(at))
                            .toList());
        }
        boolean other =
                kind == Kind.LINK && !Tape.text(answer).matches("[a-z_]+:\\[[0-9]+\\]|[0-9/a-z]*");
        return other ? Tape.bytes(names.path(Tape.text(answer))) : answer;
    }

    /** Whether a file's content is understood. */
    boolean knows(Path file) {
        return files.knows(file);
    }

    /** Whole lines of a file. */
    byte[] content(Path file, byte[] content) {
        return files.renamed(file, content);
    }

    /** Whether the answer to a netlink question is understood. */
    boolean knows(byte[] question) {
        return RenamedMessages.knows(question);
    }

    byte[] question(byte[] question) {
        return RenamedMessages.question(question, names);
    }

    byte[] datagram(byte[] datagram) {
        return RenamedMessages.answer(datagram, names);
    }
}
