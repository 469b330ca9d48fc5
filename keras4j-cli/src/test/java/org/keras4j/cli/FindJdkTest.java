package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script by which `keras4j` and `mvnw` find a JDK, run by this machine's `sh`.
@DisabledOnOs(OS.WINDOWS)
class FindJdkTest {
    private static final Path SCRIPT = Path.of("..", ".build", "find-jdk").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void prefersItsOwnVariableThenJavaHome() throws Exception {
        var own = jdk("own", "26.0.1");
        var home = jdk("home", "25.0.3");

        assertThat(found(Map.of("KERAS4J_JAVA_HOME", own, "JAVA_HOME", home))).isEqualTo(own);
        assertThat(found(Map.of("JAVA_HOME", home))).isEqualTo(home);
    }

    @Test
    void passesOverJdksThatAreTooOld() throws Exception {
        var old = jdk("old", "17.0.9");
        var onPath = jdk("path", "25");

        assertThat(found(Map.of("JAVA_HOME", old, "PATH", onPath + "/bin:/usr/bin:/bin"))).isEqualTo(onPath);
    }

    @Test
    void passesOverARunTimeWithoutCompiler() throws Exception {
        var bare = jdk("bare", "25");
        Files.delete(Path.of(bare, "bin", "javac"));
        var home = jdk("home", "25");

        assertThat(found(Map.of("KERAS4J_JAVA_HOME", bare, "JAVA_HOME", home)))
                .isEqualTo("keras4j: KERAS4J_JAVA_HOME=" + bare + " holds no JDK 25 or newer; looking elsewhere.\n" + home);
    }

    @Test
    void takesFoldersWithSpacesInTheirNames() throws Exception {
        var home = jdk("a folder", "25");

        assertThat(found(Map.of("JAVA_HOME", home))).isEqualTo(home);
    }

    private String jdk(String name, String version) throws IOException {
        var home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (var program : List.of("java", "javac")) {
            Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n").toFile().setExecutable(true);
        }
        Files.writeString(home.resolve("release"), "JAVA_RUNTIME_VERSION=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home.toRealPath().toString();
    }

    /// What the script says, and then what it found.
    private static String found(Map<String, String> environment) throws Exception {
        var shell = new ProcessBuilder("/bin/sh", "-euc", ". '" + SCRIPT + "'; printf '%s\\n' \"$jdk\"").redirectErrorStream(true);
        shell.environment().keySet().removeAll(Set.of("JAVA_HOME", "KERAS4J_JAVA_HOME"));
        shell.environment().putAll(environment);
        var process = shell.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
