package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.tensor.NDArray;

/// The programs of a model, each compiled at its first use. Those used last are kept, up to a number and to a number of bytes.
final class Programs {
    private static final System.Logger LOG = System.getLogger(Programs.class.getName());
    private static final long LIMIT_BYTES = 4L << 30;
    private static final int MANY = 16;
    /// A program of a recurrent model is of some 10 MB that only [#LIMIT_BYTES] bounds otherwise, and one on Java's heap.
    static final int KEPT = 64;

    private final LinkedHashMap<Program.Key, Program> programs = new LinkedHashMap<>(16, 0.75f, true);
    private int compiled;

    /// Compiles a program that isn't there.
    interface Compiler {
        Program compile(Program.Key key, Backend backend);
    }

    /// Runs the program for this batch.
    ///
    /// @param model its name
    List<NDArray> run(Program.Kind kind, Element batch, Supplier<String> model, Compiler compiler) {
        while (true) {
            Optional<List<NDArray>> outputs = program(kind, batch, model, compiler).run(batch);
            if (outputs.isPresent()) {
                return outputs.get();
            }
        }
    }

    synchronized Program program(Program.Kind kind, Element batch, Supplier<String> model, Compiler compiler) {
        Backend backend = KerasConfig.backend();
        // The program used last, which is most often that of the next batch, is known without making a key.
        var latest = programs.lastEntry();
        if (latest != null && latest.getKey().isOf(kind, batch) && latest.getValue().isCurrent(backend)) {
            return latest.getValue();
        }
        Program.Key key = Program.Key.of(kind, batch);
        @Nullable Program known = programs.get(key);
        if (known != null && known.isCurrent(backend)) {
            return known;
        }
        if (known != null) {
            programs.remove(key);
            known.close();
        }
        long start = System.nanoTime();
        Program fresh = compiler.compile(key, backend);
        LOG.log(System.Logger.Level.DEBUG, () -> String.format(Locale.ROOT, "Model '%s': compiled a program of kind %s for %s in %.1f ms", model.get(), kind, key.x(),
                (System.nanoTime() - start) / 1e6));
        programs.put(key, fresh);
        evict();
        if (++compiled == MANY + 1) {
            LOG.log(System.Logger.Level.WARNING, "Model '" + model.get() + "' has compiled more than " + MANY + " programs, each for batches of another "
                    + "shape; the last for " + key.x() + ". Pad or bucket the data to fewer shapes.");
        }
        return fresh;
    }

    /// A program that isn't kept. Layers are traced by one thread at a time.
    synchronized Program alone(Supplier<Program> compiler) {
        return compiler.get();
    }

    private void evict() {
        while (programs.size() > KEPT || programs.size() > 1 && bytes() > LIMIT_BYTES) {
            programs.pollFirstEntry().getValue().close();
        }
    }

    /// What closing them one by one would give back: programs of one team have their memory in common.
    private long bytes() {
        return programs.values().stream().mapToLong(program -> program.executable().ownBytes()).sum();
    }

    /// Forgets the programs of these kinds.
    synchronized void clear(Set<Program.Kind> kinds) {
        programs.entrySet().removeIf(entry -> {
            boolean gone = kinds.contains(entry.getKey().kind());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }
}
