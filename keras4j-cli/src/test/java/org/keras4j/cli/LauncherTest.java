package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./keras4j` with a JVM that only writes down what it was given: [LauncherIT] has a real one.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path ROOT = Path.of("..");
    /// Its open standard streams, and then a line for each word.
    private static final String JVM = """
            #!/bin/sh
            {
                for stream in 0 1 2; do if [ -e /dev/fd/$stream ]; then printf '%s' "$stream"; fi; done
                printf ' are open\\n'
                for word do printf '[%s]\\n' "$word"; done
            } > "$SAID"
            """;

    @TempDir
    Path folder;

    /// A clone that is built, in a folder whose name needs care.
    private Path clone;

    @BeforeEach
    void clones() throws IOException {
        clone = Files.createDirectories(folder.resolve("my 图片 clone"));
        Files.copy(ROOT.resolve("keras4j"), clone.resolve("keras4j"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(ROOT.resolve(".build/find-jdk"), Files.createDirectories(clone.resolve(".build")).resolve("find-jdk"));
        Path target = Files.createDirectories(clone.resolve("keras4j-cli/target"));
        Files.createFile(target.resolve("keras4j-cli.jar"));
        Files.createFile(target.resolve("built"));
        Path programs = Files.createDirectories(folder.resolve("jdk/bin"));
        for (String program : List.of("java", "javac")) {
            Files.writeString(programs.resolve(program), JVM).toFile().setExecutable(true);
        }
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\nJAVA_RUNTIME_VERSION=\"25\"\n");
    }

    @Test
    void wordsComeAsTheyWereTyped() throws Exception {
        assertThat(said("./keras4j poem '*' 'a  b' '' 床前")).endsWith("[-jar]", "[" + clone.toRealPath() + "/keras4j-cli/target/keras4j-cli.jar]", "[poem]", "[*]", "[a  b]", "[]", "[床前]");
    }

    /// Else the first files that the JVM opens would take its place: it read one of its own as what the user types, and could write a result into another.
    @Test
    void aClosedStreamIsOpenToNothing() throws Exception {
        for (String closed : List.of("", "<&-", ">&-", "2>&-", "<&- >&- 2>&-")) {
            assertThat(said("./keras4j mnist predict - " + closed)).as(closed).startsWith("012 are open").endsWith("[mnist]", "[predict]", "[-]");
        }
    }

    private List<String> said(String command) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        var shell = new ProcessBuilder("/bin/sh", "-c", command).directory(clone.toFile()).redirectErrorStream(true);
        shell.environment().keySet().removeIf(name -> name.startsWith("KERAS4J_"));
        shell.environment().putAll(Map.of("KERAS4J_JAVA_HOME", folder.resolve("jdk").toString(), "KERAS4J_AOT", "0", "SAID", said.toString(), "LC_ALL", "C.UTF-8"));
        var process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEmpty();
        return Files.readAllLines(said);
    }
}
