package org.keras4j.documents;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;

/// `examples/quickstart`, built as its reader would: by Maven, against the installed jars. The build has put these into a local
/// repository of their own; all else comes from that of the machine, as if it were a remote one, so nothing is downloaded.
@DisabledOnOs(OS.WINDOWS)
@EnabledIfSystemProperty(named = QuickstartIT.INSTALLED, matches = ".+", disabledReason = "the jars are installed only in the phase integration-test")
class QuickstartIT {
    static final String INSTALLED = "installed.repository";
    private static final Path WORK = Path.of("target", "quickstart").toAbsolutePath();
    private static final Path SOURCE = Path.of("..", "examples", "quickstart").toAbsolutePath().normalize();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @BeforeAll
    static void builds() throws Exception {
        copy("pom.xml");
        copy("src/main/java/Quickstart.java");
        Path settings = WORK.resolve("settings.xml");
        Files.writeString(settings, """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>this-machine</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(Path.of(System.getProperty("machine.repository")).toUri()));

        var maven = run(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-q", "-s", settings.toString(), "-gs", settings.toString(),
                "-Dmaven.repo.local=" + System.getProperty(INSTALLED), "package");

        assertThat(maven).as("Maven").satisfies(done -> assertThat(done.status()).as(done.text()).isZero());
    }

    @Test
    void learnsWithTheVectorModule() throws Exception {
        var done = run(java(), "--add-modules=jdk.incubator.vector", "-jar", "target/quickstart.jar");

        assertLearned(done);
        assertThat(done.text()).doesNotContain("vector instructions", "restricted method");
    }

    @Test
    void learnsWithoutTheVectorModuleAndNamesTheFlag() throws Exception {
        var done = run(java(), "-jar", "target/quickstart.jar");

        assertLearned(done);
        assertThat(done.text()).containsOnlyOnce("Start Java with --add-modules=jdk.incubator.vector.").doesNotContain("restricted method");
    }

    private static void assertLearned(Done done) {
        assertThat(done.status()).as(done.text()).isZero();
        assertThat(done.text()).contains("Total params: 1,185");
        var share = Pattern.compile("Right on ([\\d.]+) % of 1000 new points\\.").matcher(done.text());
        assertThat(share.find()).as(done.text()).isTrue();
        assertThat(Double.parseDouble(share.group(1))).isGreaterThan(95);
        assertThat(done.text().lines().filter(line -> line.matches("[#.]{41}"))).hasSize(21);
    }

    private record Done(int status, String text) {}

    private static Done run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
        builder.environment().put("MAVEN_OPTS", "--sun-misc-unsafe-memory-access=allow");
        var process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Done(process.waitFor(), text);
    }

    private static String java() {
        return JAVA_HOME.resolve("bin", "java").toString();
    }

    private static void copy(String file) throws IOException {
        Path to = WORK.resolve(file);
        Files.createDirectories(to.getParent());
        Files.copy(SOURCE.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
    }
}
