package org.keras4j.documents;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The Java on the pages of the applications stands so in their sources.
class ExcerptsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
    /// Stands for lines left out.
    private static final String LEFT_OUT = "(?m)^\\s*…\\s*$";

    static List<Path> pages() throws IOException {
        try (var pages = Files.list(ROOT.resolve("docs/applications"))) {
            return pages.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isWhatTheSourcesSay(Path page) throws IOException {
        var sources = sources();

        assertThat(BLOCK.matcher(Files.readString(page)).results().flatMap(block -> Stream.of(block.group(1).split(LEFT_OUT))).map(ExcerptsTest::bare))
                .allSatisfy(excerpt -> assertThat(sources).as(excerpt).anyMatch(source -> source.contains(excerpt)));
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(ROOT.resolve("keras4j-apps/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(ExcerptsTest::bare).toList();
        }
    }

    private static String bare(Path file) {
        try {
            return bare(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without indentation and empty lines.
    private static String bare(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
