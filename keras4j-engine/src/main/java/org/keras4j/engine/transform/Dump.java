package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Graph;

/// Writes graphs as text and DOT for people to look at: `003-1-simplify.txt` is the third program of this process after its
/// first pass; pass 0 is the program as it was traced.
final class Dump {
    /// The environment variable that names the folder.
    static final String FOLDER = "KERAS4J_DUMP";
    private static final Dump CHOSEN = new Dump(System.getenv(FOLDER) instanceof String folder ? Path.of(folder) : null);

    private final @Nullable Path folder;
    private final AtomicInteger programs = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();

    /// Writes nothing if there is no folder.
    Dump(@Nullable Path folder) {
        this.folder = folder;
    }

    /// To the folder that [#FOLDER] names.
    static Dump chosen() {
        return CHOSEN;
    }

    /// A further program's number.
    int program() {
        return programs.incrementAndGet();
    }

    /// A folder that can't be written is said once and is no reason to stop.
    void write(int program, int pass, String name, Graph graph) {
        if (folder == null || failed.get()) {
            return;
        }
        String file = String.format(Locale.ROOT, "%03d-%d-%s", program, pass, name);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(file + ".txt"), graph.toString());
            Files.writeString(folder.resolve(file + ".dot"), graph.toDot());
        } catch (IOException e) {
            if (failed.compareAndSet(false, true)) {
                System.getLogger("org.keras4j").log(System.Logger.Level.WARNING, FOLDER + ": expected a folder to write graphs to, got "
                        + e + ". Nothing more is written.");
            }
        }
    }
}
