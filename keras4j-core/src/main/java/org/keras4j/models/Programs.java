package org.keras4j.models;

import module java.base;
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

    /// The one used last comes last.
    private final List<Kept> programs = new ArrayList<>();
    private int compiled;

    private record Kept(Program.Key key, Program program) {}

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
        int at = programs.size() - 1;
        while (at >= 0 && !programs.get(at).key.isOf(kind, batch)) {
            at--;
        }
        if (at >= 0) {
            Kept known = programs.remove(at);
            if (known.program.isCurrent(backend)) {
                programs.add(known);
                return known.program;
            }
            known.program.close();
        }
        Program.Key key = Program.Key.of(kind, batch);
        long start = System.nanoTime();
        Program fresh = compiler.compile(key, backend);
        LOG.log(System.Logger.Level.DEBUG, () -> String.format(Locale.ROOT, "Model '%s': compiled a program of kind %s for %s in %.1f ms", model.get(), kind, key.x(),
                (System.nanoTime() - start) / 1e6));
        programs.add(new Kept(key, fresh));
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
            programs.removeFirst().program.close();
        }
    }

    /// What closing them one by one would give back: programs of one team have their memory in common.
    private long bytes() {
        return programs.stream().mapToLong(kept -> kept.program.executable().ownBytes()).sum();
    }

    /// Forgets the programs of these kinds.
    synchronized void clear(Set<Program.Kind> kinds) {
        programs.removeIf(kept -> {
            boolean isGone = kinds.contains(kept.key.kind());
            if (isGone) {
                kept.program.close();
            }
            return isGone;
        });
    }
}
