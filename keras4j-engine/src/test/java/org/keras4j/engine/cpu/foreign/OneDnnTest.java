package org.keras4j.engine.cpu.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneDnnTest {
    private static final String LIBRARY = "libgomp.so.1";

    @TempDir
    Path folder;

    private final BundledLibrary library = BundledLibrary.find(Platform.current(), LIBRARY);

    @Test
    void opensOnceForAFixedNumberOfThreads() {
        OneDnn open = OneDnn.get();
        int threads = open.team().size();

        assertThat(OneDnn.open(threads)).isSameAs(open);
        assertThatThrownBy(() -> OneDnn.open(threads + 1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("oneDNN: expected " + threads + " threads, for which this process opened it, got " + (threads + 1)
                        + ". Choose the number before the first computation, by KERAS4J_THREADS.");
        assertThatThrownBy(() -> OneDnn.open(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAPlatformThatItLacks() {
        assertThatThrownBy(Platform.of("Linux", "riscv64")::requireSupport).isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("oneDNN is not available for linux-riscv64. Choose the slow back end with KERAS4J_BACKEND=reference.");
        assertThat(Platform.of("Windows 11", "amd64").name()).isEqualTo("windows-x86_64");
        assertThat(Platform.of("Linux", "amd64").isSupported()).isTrue();
    }

    @Test
    void unpacksTwiceAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var file : threads.invokeAll(Collections.<Callable<Path>>nCopies(8, () -> library.unpackInto(folder)))) {
                assertThat(file.get()).hasSize(library.bytes());
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder(LIBRARY, LIBRARY + ".verified");
        }
    }

    @Test
    void keepsAGoodFileAndReplacesADamagedOne() throws IOException {
        Path file = library.unpackInto(folder);
        FileTime first = Files.getLastModifiedTime(file);
        byte[] good = Files.readAllBytes(file);

        library.unpackInto(folder);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(first);

        byte[] damaged = good.clone();
        damaged[1000]++;
        Files.write(file, damaged);
        Files.setLastModifiedTime(file, FileTime.fromMillis(first.toMillis() + 5000));
        library.unpackInto(folder);
        assertThat(file).hasBinaryContent(good);

        Files.write(file, Arrays.copyOf(good, 1000));
        library.unpackInto(folder);
        assertThat(file).hasBinaryContent(good);
    }

    @Test
    void cachesWhereTheUserSays() {
        assertThat(OneDnn.cache(Map.of("XDG_CACHE_HOME", "/elsewhere"))).isEqualTo(Path.of("/elsewhere/keras4j"));
        assertThat(OneDnn.cache(Map.of())).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "keras4j"));
    }

    /// What a process finds when it may not write its cache and the user has set the environment.
    static final class Child {
        static void main() {
            System.out.println(OneDnn.get().team().size() + " threads, " + OneDnn.get().isa());
        }
    }

    @Test
    void opensWithoutACacheAndAsTheEnvironmentSays() throws Exception {
        String output = opened(Map.of("XDG_CACHE_HOME", "/dev/null"));

        assertThat(output).contains("WARNING: Cannot unpack oneDNN into /dev/null/keras4j/native/dnnl-")
                .endsWith("3 threads, SSE41" + System.lineSeparator());
        assertThat(folder).isEmptyDirectory();
    }

    /// As in a container that runs as a user whom nobody has heard of: its home is a question mark to Java.
    @Test
    void aUserWithoutAHomeIsNotGivenOneHere() throws Exception {
        String output = opened(Map.of("XDG_CACHE_HOME", ""), "-Duser.home=?");

        assertThat(output).contains("(java.io.IOException: the user has no home), so each start unpacks it anew. Set XDG_CACHE_HOME")
                .endsWith("3 threads, SSE41" + System.lineSeparator());
        assertThat(folder).isEmptyDirectory();
    }

    private String opened(Map<String, String> environment, String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Djava.io.tmpdir=" + folder, "-cp", System.getProperty("java.class.path")));
        words.addAll(List.of(options));
        words.add(Child.class.getName());
        var child = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        child.environment().putAll(Map.of("OMP_NUM_THREADS", "3", "ONEDNN_MAX_CPU_ISA", "SSE41"));
        child.environment().putAll(environment);
        child.environment().remove("KERAS4J_THREADS");
        Process process = child.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void takesTheThreadsFromTheEnvironmentElseTheCores() {
        assertThat(Cores.defaultThreads(Map.of("OMP_NUM_THREADS", "3,2"))).isEqualTo(3);
        assertThat(Cores.defaultThreads(Map.of("OMP_NUM_THREADS", "3", "KERAS4J_THREADS", "5"))).isEqualTo(5);
        assertThat(Cores.defaultThreads(Map.of())).isBetween(1, Runtime.getRuntime().availableProcessors());
        assertThatThrownBy(() -> Cores.defaultThreads(Map.of("KERAS4J_THREADS", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("KERAS4J_THREADS: expected a number of threads, got \"many\".");
    }

    @Test
    void countsSiblingsOnce() throws IOException {
        for (int cpu = 0; cpu < 6; cpu++) {
            Path topology = Files.createDirectories(folder.resolve("cpu" + cpu + "/topology"));
            Files.writeString(topology.resolve("thread_siblings_list"), cpu % 3 + "," + (cpu % 3 + 3) + "\n");
        }
        Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\nCpus_allowed_list:\t0-1,3\n");

        assertThat(Cores.physical(status, folder)).isEqualTo(2);         // 0 and 3 share a core
    }

    @Test
    void knowsTheProcessor() {
        assertThat(Isa.of(0x67)).isEqualTo(Isa.AVX512_CORE_VNNI);
        assertThat(Isa.of(0x67).hasBfloat16()).isFalse();
        assertThat(Isa.of(0xfef).hasBfloat16()).isTrue();
        assertThat(Isa.of(0xfef).hasFloat16()).isTrue();
        assertThat(Isa.of(0xe7).hasFloat16()).isFalse();
        assertThat(Isa.of(0)).isEqualTo(Isa.BASE);
        assertThat(OneDnn.get().isa().includes(Isa.SSE41)).isTrue();
    }
}
