package org.keras4j.apps;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Type;

/// How a run computes: prepares Keras for it, for the whole process.
public final class Computing {
    private Computing() {}

    /// Sets seed, number format and threads of all models made from now on.
    public static void prepare(Report.Settings settings) {
        RandomSeed.set(settings.seed());
        KerasConfig.dtype(settings.dtype().policy());
        KerasConfig.backend(new Limited(Backend.chosen(), settings.threads()));
    }

    /// {@return the threads that a run with these options uses}
    public static int threads(RunOptions options) {
        return options.threads() != null ? options.threads() : Backend.chosen().threads();
    }

    /// A back end whose programs use this many threads where nothing else is said.
    private record Limited(Backend backend, int threads) implements Backend {
        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public State state(String name, Type type) {
            return backend.state(name, type);
        }

        @Override
        public Executable compile(Graph graph, Map<String, State> states, Compilation options) {
            return backend.compile(graph, states, options.threads() == 0 ? options.threads(threads) : options);
        }
    }
}
