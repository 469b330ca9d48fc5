package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The launcher tells the JVM's compiler of classes and methods by name. One that isn't there costs speed, and nothing says so.
class CompilePatternsTest {
    private static final Path ROOT = Path.of("..");

    static List<String> patterns() throws IOException {
        return Pattern.compile("org\\.keras4j\\.[\\w.]+\\*?::[\\w*]+").matcher(Files.readString(ROOT.resolve("keras4j"))).results().map(MatchResult::group).toList();
    }

    @Test
    void theLauncherHasPatterns() throws IOException {
        assertThat(patterns()).hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aPatternNamesWhatIsThere(String pattern) throws IOException {
        int colons = pattern.indexOf("::");
        String type = pattern.substring(0, colons);
        String method = pattern.substring(colons + 2);
        String name = type.substring(type.lastIndexOf('.') + 1);
        var room = ROOT.resolve("keras4j-engine/src/main/java").resolve(type.substring(0, type.lastIndexOf('.')).replace('.', '/'));

        assertThat(room).isDirectory();
        if (name.endsWith("*")) {
            // Classes that are made while it runs, by one that names them so; or all of the room.
            assertThat(sources(room)).anyMatch(source -> name.equals("*") || source.contains('"' + name.replace("*", "") + '"'));
        } else {
            assertThat(room.resolve(name + ".java")).content().matches(source -> method.equals("*") || source.contains(" " + method + "("), "has " + method);
        }
    }

    private static List<String> sources(Path room) throws IOException {
        try (var files = Files.list(room)) {
            return files.filter(Files::isRegularFile).map(CompilePatternsTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
