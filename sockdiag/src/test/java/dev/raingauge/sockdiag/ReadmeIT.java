package dev.raingauge.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of the library compiles and runs as it stands there. */
class ReadmeIT {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theExampleListsAListener(@TempDir Path folder) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("raingauge.root", "."));
        Matcher example = EXAMPLE.matcher(Files.readString(root.resolve("README.md")));
        assertThat(example.find()).isTrue();
        Path file = Files.writeString(folder.resolve("Example.java"), example.group(1));
        String classes =
                Path.of(
                                SockDiag.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .toString();
        try (var server = new ServerSocket(0, 7, InetAddress.ofLiteral("127.0.0.1"))) {
            Process run =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--class-path",
                                    classes,
                                    file.toString())
                            .redirectErrorStream(true)
                            .start();
            String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).contains(":" + server.getLocalPort() + ": 0 of OptionalLong[7]");
        }
    }
}
