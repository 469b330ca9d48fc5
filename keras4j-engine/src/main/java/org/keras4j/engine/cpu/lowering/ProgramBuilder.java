package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.CpuState;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.program.Lowered;
import org.keras4j.engine.cpu.units.Units;
import org.keras4j.engine.cpu.units.Virtual;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A program while it is written: where the values of its graph are, and the kernels so far. All values lie in row-major order, images
/// with their channels last; what oneDNN wants otherwise (kernels of convolutions, packed weights) is reordered by a kernel of its own.
///
/// In inference, kernels that depend on constants and unchanging state alone go to a prologue: it runs when the state has
/// changed, and its results are kept.
final class ProgramBuilder {
    private final Graph graph;
    private final Compilation options;
    private final NativeScope scope;
    private final Team team;
    private final Units units;
    private final Map<String, CpuState> states;
    private final Map<Value, View> places = new HashMap<>();
    private final Set<Buffer> scratch = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<View> inputs = new ArrayList<>();
    private final Map<Record, PrimitiveDesc> descs = new HashMap<>();
    private final Layouts layouts = new Layouts(this);
    private final List<Kernel> prologue = new ArrayList<>();
    private List<Kernel> kernels = new ArrayList<>();
    private String layer = "";

    ProgramBuilder(Graph graph, Map<String, CpuState> states, Compilation options, NativeScope scope, Team team) {
        this.graph = graph;
        this.options = options;
        this.scope = scope;
        this.team = team;
        this.states = states;
        units = Units.of(graph);
        placeLeaves();
        keepOldValues();
    }

    Lowered build() {
        List<View> outputs = graph.outputs().stream().map(this::view).toList();
        updateTheRest();
        List<String> read = graph.variables().stream().map(Leaf.Variable::name).toList();
        return new Lowered(prologue, kernels, inputs, outputs,
                read.stream().map(states::get).toList(),
                read.stream().filter(name -> !graph.updates().containsKey(name)).map(states::get).toList(),
                graph.updates().keySet().stream().map(states::get).toList());
    }

    Units units()            { return units; }
    Layouts layouts()        { return layouts; }
    NativeScope scope()      { return scope; }
    Team team()              { return team; }
    Compilation options()    { return options; }

    /// The layer whose kernels are being made.
    String layer()           { return layer; }

    // ---- where values are ------------------------------------------------------------------------------------------

    private void placeLeaves() {
        for (var input : graph.inputs()) {
            View place = View.of(Buffer.arena(input.result().bytes()), input.result());
            inputs.add(place);
            graph.nodes().stream().filter(node -> node.op().equals(input)).forEach(node -> places.put(node.output(), place));
        }
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Leaf.Variable variable) {
                places.put(node.output(), stateOf(variable.name()));
            }
        }
    }

    /// Results that show a variable which the run overwrites are copied before anything else happens.
    private void keepOldValues() {
        for (Value value : new LinkedHashSet<>(graph.results())) {
            Node source = units.virtual().producer(units.virtual().sources(value).findFirst().orElseThrow());
            if (Virtual.is(units.virtual().producer(value).op()) && source.op() instanceof Leaf.Variable(var name, _)
                    && graph.updates().containsKey(name)) {
                View old = View.of(Buffer.arena(value.type().bytes()), value.type());
                emit(Moves.copy("keep " + name, view(value), old));
                places.put(value, old);
            }
        }
    }

    View stateOf(String variable) {
        CpuState state = states.get(variable);
        return View.of(Buffer.given(state.memory(), !graph.updates().containsKey(variable)), state.type());
    }

    /// Where the value's elements are; writes them out if they were only described so far.
    View view(Value value) {
        View known = places.get(value);
        if (known != null) {
            return known;
        }
        Node node = units.virtual().producer(value);
        View view = switch (node.op()) {
            case Reshape _ -> view(node.input(0)).as(value.type());
            case Broadcast(var to, var axes) -> stretched(node.input(0), to, axes);
            case Leaf.Fill(double number, _) -> constant(value.type(), Constants.fill(scope, value.type(), number));
            case Leaf.Iota(int axis, var type) -> constant(type, Constants.iota(scope, type, axis));
            case Leaf.Constant(NDArray array) -> constant(value.type(), Constants.copy(scope, array));
            default -> throw new AssertionError("no place for " + node);
        };
        places.put(value, view);
        return view;
    }

    private View constant(Type type, MemorySegment memory) {
        return View.of(Buffer.given(memory, true), type);
    }

    private View stretched(Value narrow, Shape to, List<Integer> axes) {
        View from = view(narrow);
        View result = fresh(narrow.type().with(to), from);
        long[] own = narrow.shape().strides();
        var strides = new long[to.rank()];
        for (int i = 0; i < axes.size(); i++) {
            strides[axes.get(i)] = own[i];
        }
        emit(Moves.copy("broadcast", from, 0, strides, result, 0, to.strides(), to));
        return result;
    }

    /// Memory for a result that depends on `sources`.
    View fresh(Type type, View... sources) {
        return fresh(type, List.of(sources));
    }

    View fresh(Type type, Collection<View> sources) {
        return View.of(isPrepared(sources) ? Buffer.kept(type.bytes()) : Buffer.arena(type.bytes()), type);
    }

    /// Memory for the results of a node, which depend on its inputs.
    View define(Value result, View... sources) {
        return define(result, List.of(sources));
    }

    View define(Value result, Collection<View> sources) {
        return place(result, fresh(result.type(), sources));
    }

    View place(Value value, View view) {
        places.put(value, view);
        return view;
    }

    /// Whether what depends on `sources` alone is computed ahead of the runs.
    boolean isPrepared(Collection<View> sources) {
        return options.purpose() == Compilation.Purpose.INFERENCE && !sources.isEmpty()
                && sources.stream().allMatch(view -> view.buffer().isStable());
    }

    View[] views(List<Value> values) {
        return values.stream().map(this::view).toArray(View[]::new);
    }

    /// New values of variables that no kernel has written over the old ones.
    private void updateTheRest() {
        graph.updates().forEach((name, value) -> {
            View from = view(value);
            View state = stateOf(name);
            if (from.buffer().home() != Buffer.Home.GIVEN || from.buffer().given().address() != state.buffer().given().address()) {
                emit(Moves.copy("update " + name, from, state));
            }
        });
    }

    /// Memory that one kernel needs while it runs.
    View scratch(long bytes) {
        var buffer = Buffer.arena(bytes);
        scratch.add(buffer);
        return View.of(buffer, Type.of(DType.UINT8, bytes));
    }

    // ---- kernels ---------------------------------------------------------------------------------------------------

    /// Those that `lowering` emits for a layer, but for the prologue's, which have their place already.
    List<Kernel> kernelsOf(String layer, Runnable lowering) {
        List<Kernel> outer = kernels;
        kernels = new ArrayList<>();
        this.layer = layer;
        lowering.run();
        List<Kernel> emitted = kernels;
        kernels = outer;
        this.layer = "";
        return emitted;
    }

    void append(List<Kernel> emitted) {
        kernels.addAll(emitted);
    }

    void emit(Kernel kernel) {
        Set<Boolean> areKept = kernel.writes().stream().filter(view -> !scratch.contains(view.buffer()))
                .map(view -> view.buffer().home() == Buffer.Home.KEPT).collect(Collectors.toSet());
        if (areKept.size() > 1) {
            throw new AssertionError("whoever reads what is kept would run before '" + kernel.name() + "', which writes other things as well");
        }
        (areKept.contains(true) ? prologue : kernels).add(kernel.in(layer));
    }

    /// One of oneDNN's primitives.
    ///
    /// @param results those of `arguments` that it writes
    void emit(String name, PrimitiveDesc desc, Map<Arg, View> arguments, Set<Arg> results) {
        emit(PrimitiveKernel.of(this, name, desc, arguments, results));
    }

    /// Primitives that are alike, those of a recurrence's steps or of equal blocks, have one descriptor in common: oneDNN takes a few
    /// hundred KB for each.
    ///
    /// @param key all that the descriptor depends on
    PrimitiveDesc described(Record key, Supplier<PrimitiveDesc> describe) {
        return descs.computeIfAbsent(key, _ -> describe.get());
    }
}
