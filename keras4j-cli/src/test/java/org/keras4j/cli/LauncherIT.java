package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import module java.base;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `./keras4j` with a cache of classes of its own: see docs/decisions/0009. It needs the program's jar, which the build has packed by then.
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String[] COMMAND = {ROOT.resolve("keras4j").toString(), "bench", "first-step"};

    @TempDir
    static Path folder;

    private record Done(int status, String results, String messages) {}

    @BeforeAll
    static void makesTheCache() throws Exception {
        // The jar is of this build: the launcher need not build it again.
        Path stamp = ROOT.resolve("keras4j-cli/target/built");
        if (Files.notExists(stamp)) {
            Files.createFile(stamp);
        }
        var trained = run(Map.of("KERAS4J_AOT", "train"), COMMAND);
        assertThat(trained.status).as(trained.messages).isZero();
    }

    @Test
    void startsFromTheCacheWithoutAWord() throws Exception {
        assertThat(files(".aot")).hasSize(1);

        var started = run(Map.of(), COMMAND);

        assertThat(started).isEqualTo(new Done(0, "first step done\n", ""));
    }

    @Test
    void startsWithoutTheCacheToo() throws Exception {
        var started = run(Map.of("KERAS4J_AOT", "0"), COMMAND);

        assertThat(started.status).as(started.messages).isZero();
        assertThat(started.results).isEqualTo("first step done\n");
    }

    /// As on a server, or in a container: the JVM alone would make question marks of it.
    @Test
    void wordsAreUnderstoodWithoutALocale() throws Exception {
        for (var locale : List.of(Map.of("LC_ALL", "C"), Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "POSIX"))) {
            var asked = run(locale, COMMAND[0], "model", "summary", "图片.keras");

            assertThat(asked.status).isEqualTo(2);
            assertThat(asked.messages).endsWith("keras4j: 图片.keras: there is no such file. Check the path.\n");
        }
    }

    /// What the module sets when the JVM finds it: without one of them vector code runs three times slower, and nothing says so.
    @Test
    void theJvmKnowsVectorsOnTheBootClassPathAsItKnowsTheModule() throws Exception {
        assumeThat(Runtime.version().feature()).isEqualTo(25);
        Path flags = folder.resolve("Flags.java");
        Files.writeString(flags, """
                void main() throws Exception {
                    var machine = java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
                    for (String name : List.of("EnableVectorSupport", "EnableVectorReboxing", "EnableVectorAggressiveReboxing", "UseVectorStubs")) {
                        IO.println(name + " " + machine.getVMOption(name).getValue());
                    }
                    IO.println(Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null));
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        var module = run(Map.of(), java, "-XX:+UnlockExperimentalVMOptions", "--add-modules=jdk.incubator.vector", flags.toString());
        var bootPath = run(Map.of(), java, "@" + files(".options").getFirst(), flags.toString());

        assertThat(module.status).as(module.messages).isZero();
        assertThat(bootPath).isEqualTo(new Done(0, module.results, ""));
    }

    private static List<Path> files(String ending) throws IOException {
        try (var files = Files.list(folder.resolve("keras4j").resolve("aot"))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Done run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path messages = folder.resolve("messages");
        var builder = new ProcessBuilder(command).redirectError(messages.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KERAS4J_") || name.startsWith("JAVA_TOOL") || name.startsWith("JDK_JAVA"));
        builder.environment().putAll(environment);
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        builder.environment().put("KERAS4J_JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        process.getOutputStream().close();
        String results = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), results, Files.readString(messages));
    }
}
