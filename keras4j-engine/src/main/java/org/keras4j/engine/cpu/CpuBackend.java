package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.OneDnn;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.loops.KernelWarmup;
import org.keras4j.engine.cpu.lowering.FewChannelConvolutions;
import org.keras4j.engine.cpu.lowering.Lowering;
import org.keras4j.engine.cpu.lowering.Winograd;
import org.keras4j.engine.cpu.program.BoundProgram;
import org.keras4j.engine.cpu.program.CpuState;
import org.keras4j.engine.cpu.program.Faults;
import org.keras4j.engine.cpu.program.MemoryForecast;
import org.keras4j.engine.cpu.program.Program;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.Vectors;
import org.keras4j.engine.transform.Passes;

/// The fast back end: oneDNN's primitives and fused loops on all cores.
public final class CpuBackend implements Backend {
    private static final System.Logger LOG = System.getLogger("org.keras4j.engine.cpu");

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public int threads() {
        return OneDnn.defaultThreads();
    }

    @Override
    public State state(String name, Type type) {
        return new CpuState(name, type);
    }

    @Override
    public void awaken() {
        if (Vectors.areAvailable()) {
            KernelWarmup.start();
        }
    }

    @Override
    public void rest() {
        OneDnn.rest();
    }

    @Override
    public void prepare(Compilation options) {
        Thread.ofPlatform().daemon().name("keras4j-preparation").start(() -> {
            try {
                library(options);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.DEBUG, "Preparation failed; compiling will say why.", e);
            }
        });
    }

    private static OneDnn library(Compilation options) {
        return options.threads() > 1 ? OneDnn.open(options.threads()) : OneDnn.get();
    }

    @Override
    public Executable compile(Graph graph, Map<String, State> states, Compilation options) {
        var clock = new Clock();
        KernelWarmup.start();
        FewChannelConvolutions.warm(graph);
        Winograd.warm(graph);
        OneDnn library = library(options);
        clock.lap("library");
        int threads = options.threads() == 1 ? 1 : library.threads();
        Graph simple = Decompose.apply(Passes.apply(graph), library.isa());
        Optional<SmallProgram> small = SmallProgram.of(simple, options.purpose(), threads);
        Team team = threads == 1 ? Team.sequential() : small.isPresent() ? library.javaTeam() : library.team();
        team.useOnThisThread();
        clock.lap("passes");
        var scope = new NativeScope();
        try {
            var lowered = Lowering.of(small.map(SmallProgram::graph).orElse(simple), small.map(SmallProgram::bandOf).orElse(Map.of()),
                    own(graph, states), options, scope, team);
            clock.lap("lowering");
            var bound = new BoundProgram(lowered, scope, team, new Faults(), bytes -> memory(bytes, graph, scope, team));
            clock.lap("binding");
            LOG.log(System.Logger.Level.DEBUG, () -> String.format(Locale.ROOT, "compiled %d nodes to %d kernels over %,d bytes: %s",
                    graph.nodes().size(), lowered.kernels().size(), bound.arenaBytes(), clock));
            return new Program(graph.inputs(), simple, lowered, bound);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /// Programs of the whole team run one after the other, so they have theirs in common.
    private static MemorySegment memory(long bytes, Graph graph, NativeScope scope, Team team) {
        if (team != Team.sequential()) {
            return scope.share(bytes, () -> MemoryForecast.require(bytes, graph));
        }
        MemoryForecast.require(bytes, graph);
        return scope.allocate(bytes);
    }

    /// Where the time of a compilation goes.
    private static final class Clock {
        private final StringBuilder laps = new StringBuilder();
        private long last = System.nanoTime();

        void lap(String name) {
            long now = System.nanoTime();
            laps.append(String.format(Locale.ROOT, "%s%s %.1f ms", laps.isEmpty() ? "" : ", ", name, (now - last) * 1e-6));
            last = now;
        }

        @Override
        public String toString() {
            return laps.toString();
        }
    }

    private static Map<String, CpuState> own(Graph graph, Map<String, State> states) {
        var own = new LinkedHashMap<String, CpuState>();
        var needed = new LinkedHashMap<String, Type>();
        graph.updates().forEach((name, value) -> needed.put(name, value.type()));
        for (Leaf.Variable variable : graph.variables()) {
            needed.put(variable.name(), variable.result());
        }
        needed.forEach((name, type) -> {
            if (!(states.get(name) instanceof CpuState state) || !state.type().equals(type)) {
                State given = states.get(name);
                throw new IllegalArgumentException("Variable '" + name + "': expected a state " + type + " of the back end 'cpu', got "
                        + (given == null ? "none" : given.type() + " of " + given.getClass().getSimpleName()) + ". Make it with Backend.state.");
            }
            own.put(name, state);
        });
        return own;
    }
}
