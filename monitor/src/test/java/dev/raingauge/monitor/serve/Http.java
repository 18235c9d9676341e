package dev.raingauge.monitor.serve;

import dev.raingauge.lab.LabNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client that says exactly what it is told to, in a namespace of the lab.
 *
 * @param in the namespace that the server listens in
 */
public record Http(LabNamespace in, int port) {
    /**
     * What came back.
     *
     * @param headers their names in lower case
     * @param latin1 the body, one byte a char
     */
    public record Reply(int status, Map<String, String> headers, String latin1) {
        public byte[] body() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        public String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    public Reply get(String path, String... headers) throws IOException {
        return ask("GET", path, headers);
    }

    public Reply ask(String method, String path, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.0"));
        lines.addAll(List.of(headers));
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            lines.add("Host: 127.0.0.1:" + port);
        }
        lines.add("Connection: close");
        try (Socket socket = connect()) {
            String request = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return reply(socket.getInputStream());
        }
    }

    public Socket connect() throws IOException {
        Socket socket =
                in.call(() -> {
                    Socket made = new Socket();
                    made.connect(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
                            10_000);
                    return made;
                });
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static Reply reply(InputStream in) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP: " + text);
        }
        String[] head = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    head[i].substring(colon + 1).strip());
        }
        return new Reply(
                Integer.parseInt(head[0].split(" ", -1)[1]), headers, text.substring(end + 4));
    }
}
