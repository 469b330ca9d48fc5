package org.keras4j.apps.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Output;

class DownloadTest {
    /// Of "hello": `printf hello | sha256sum`.
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private final Output output = new Output(new PrintStream(OutputStream.nullOutputStream()), new PrintStream(progress));
    private HttpServer server;
    private byte[] content = "hello".getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void putsTheFileInPlaceAndSaysSo() throws IOException {
        var target = folder.resolve("datasets/file");

        new Download(address("file"), 5, HELLO).fetch(target, output, () -> false);

        assertThat(target).hasContent("hello");
        assertThat(progress.toString()).startsWith("Downloading 5 bytes from " + address("file") + " to " + target).contains(" 100 %");
    }

    @Test
    void keepsNothingOfAFileWithOtherContent() {
        content = "hellO".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new Download(address("file"), 5, HELLO).fetch(folder.resolve("file"), output, () -> false))
                .isInstanceOf(IOException.class).hasMessageStartingWith("expected 5 bytes with SHA-256 2cf24dba");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void readsNoMoreThanExpected() {
        content = new byte[1 << 20];

        assertThatThrownBy(() -> new Download(address("file"), 5, HELLO).fetch(folder.resolve("file"), output, () -> false))
                .hasMessage("more than the expected 5 bytes came");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void stopsOnRequest() {
        assertThatThrownBy(() -> new Download(address("file"), 5, HELLO).fetch(folder.resolve("file"), output, () -> true))
                .hasMessage("stopped on request");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failsWhereNothingIsServed() {
        assertThatThrownBy(() -> new Download(address("absent"), 5, HELLO).fetch(folder.resolve("file"), output, () -> false))
                .isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    private URI address(String path) {
        return URI.create("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort() + "/" + path);
    }
}
