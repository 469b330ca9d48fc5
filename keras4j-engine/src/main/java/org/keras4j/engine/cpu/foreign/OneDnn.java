package org.keras4j.engine.cpu.foreign;

import module java.base;
import org.jspecify.annotations.Nullable;

/// oneDNN, opened once a process for a fixed number of threads.
///
/// The libraries are unpacked once per user, below `$XDG_CACHE_HOME/keras4j` (`~/.cache/keras4j`).
public final class OneDnn {
    private static final System.Logger LOG = System.getLogger(OneDnn.class.getName());
    private static volatile @Nullable OneDnn opened;

    /// `omp_pause_soft`
    private static final int THREADS_ONLY = 1;

    private final int threads;
    final CLibrary gomp;
    final CLibrary dnnl;
    private volatile @Nullable Team javaTeam;

    private OneDnn(int threads, CLibrary gomp, CLibrary dnnl) {
        this.threads = threads;
        this.gomp = gomp;
        this.dnnl = dnnl;
    }

    /// Whether this platform has oneDNN.
    public static boolean isAvailable() {
        return Platform.current().isSupported();
    }

    /// `KERAS4J_THREADS`, else `OMP_NUM_THREADS`, else the physical cores allowed to the process.
    public static int defaultThreads() {
        return Cores.defaultThreads(System.getenv());
    }

    /// Opens the library for that many threads; when it is open for as many already, that one.
    ///
    /// @throws UnsupportedOperationException where there is no oneDNN for the platform
    /// @throws IllegalStateException when it is open for another number of threads
    public static synchronized OneDnn open(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("OneDnn: expected one thread or more, got " + threads + ".");
        }
        OneDnn library = opened;
        if (library == null) {
            library = load(threads);
            opened = library;
        } else if (library.threads != threads) {
            throw new IllegalStateException("oneDNN: expected " + library.threads + " threads, for which this process "
                    + "opened it, got " + threads + ". Choose the number before the first computation, by KERAS4J_THREADS.");
        }
        return library;
    }

    /// The open library; when there is none, it is opened with [#defaultThreads].
    public static OneDnn get() {
        OneDnn library = opened;
        return library != null ? library : openByDefault();
    }

    private static synchronized OneDnn openByDefault() {
        OneDnn library = opened;
        return library != null ? library : open(defaultThreads());
    }

    /// How many it was opened for.
    public int threads() {
        return threads;
    }

    /// All of oneDNN's threads, for loops of our own beside its primitives.
    public Team team() {
        return threads == 1 ? Team.sequential() : new GompTeam(threads);
    }

    /// As many Java threads, for programs in which oneDNN uses the calling thread alone.
    public synchronized Team javaTeam() {
        Team team = javaTeam;
        if (team == null) {
            team = threads == 1 ? Team.sequential() : new JavaTeam(threads);
            javaTeam = team;
        }
        return team;
    }

    /// Lets Java's threads sleep, where there are any.
    void dismissJavaTeam() {
        if (javaTeam instanceof JavaTeam team) {
            team.dismiss();
        }
    }

    /// Ends the threads that the library has for the calling thread, if it is open. They come back with the next loop.
    public static void rest() {
        OneDnn library = opened;
        if (library != null) {
            library.gomp.callInt("omp_pause_resource_all", THREADS_ONLY);
        }
    }

    /// What the processor can do, as far as `ONEDNN_MAX_CPU_ISA` allows.
    public Isa isa() {
        return Isa.of(dnnl.callInt("dnnl_get_effective_cpu_isa"));
    }

    private static OneDnn load(int threads) {
        Platform platform = Platform.current();
        platform.requireSupport();
        setEnvironment(threads);
        var gomp = BundledLibrary.find(platform, "libgomp.so.1");
        var dnnl = BundledLibrary.find(platform, "libdnnl.so.3");
        Path folder = cache(System.getenv()).resolve(String.format(Locale.ROOT, "native/dnnl-%08x-%08x", dnnl.crc32(), gomp.crc32()));
        try {
            if (!folder.isAbsolute()) {
                throw new IOException("the user has no home");                // then `user.home` is a question mark, which would be a folder here
            }
            return link(threads, gomp.unpackInto(folder), dnnl.unpackInto(folder));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Cannot unpack oneDNN into " + folder + " (" + e + "), so each start unpacks it "
                    + "anew. Set XDG_CACHE_HOME to a folder that may be written.");
            return loadFromTemporaryFolder(threads, gomp, dnnl);
        }
    }

    private static OneDnn loadFromTemporaryFolder(int threads, BundledLibrary gomp, BundledLibrary dnnl) {
        try {
            Path folder = Files.createTempDirectory("keras4j-native");
            try {
                return link(threads, gomp.unpackInto(folder), dnnl.unpackInto(folder));
            } finally {
                delete(folder);                                 // an open library needs no name
            }
        } catch (IOException e) {
            throw new UncheckedIOException("oneDNN: cannot be unpacked. Set XDG_CACHE_HOME to a folder that may be written.", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static OneDnn link(int threads, Path gomp, Path dnnl) {
        try {
            return new OneDnn(threads, CLibrary.open(gomp), CLibrary.open(dnnl));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("oneDNN: cannot open " + dnnl + ". It needs glibc 2.27, libstdc++ and a folder from "
                    + "which programs may run: see the cause, or set XDG_CACHE_HOME to another folder.", e);
        }
    }

    static Path cache(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("keras4j");
    }

    /// libgomp reads it while it is opened. A long spin would make parallel regions wait for threads of the JIT compiler.
    private static void setEnvironment(int threads) {
        setEnvironment("OMP_NUM_THREADS", Integer.toString(threads));
        for (var entry : Map.of("GOMP_SPINCOUNT", "10000", "OMP_DYNAMIC", "false").entrySet()) {
            if (System.getenv(entry.getKey()) == null) {
                setEnvironment(entry.getKey(), entry.getValue());
            }
        }
    }

    private static void setEnvironment(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            CLibrary.LIBC.callInt("setenv", arena.allocateFrom(name), arena.allocateFrom(value), 1);
        }
    }
}
