package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Call;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.CpuState;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.program.Lowered;
import org.keras4j.engine.cpu.program.SideBySide;
import org.keras4j.engine.cpu.units.Interpreted;
import org.keras4j.engine.cpu.units.Unit;
import org.keras4j.engine.cpu.units.Units;
import org.keras4j.engine.cpu.units.Virtual;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Movement.*;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Turns a graph into kernels over buffers. All values lie in row-major order, images with their channels last; what oneDNN
/// wants otherwise (kernels of convolutions, packed weights) is reordered by a kernel of its own.
///
/// In inference, kernels that depend on constants and unchanging state alone go to a prologue: it runs when the state has
/// changed, and its results are kept.
public final class Lowering {
    private final Graph graph;
    private final Compilation options;
    private final NativeScope scope;
    private final Team team;
    private final Units units;
    private final Map<String, CpuState> states;
    private final Map<Value, View> places = new HashMap<>();
    private final List<Kernel> prologue = new ArrayList<>();
    private List<Kernel> kernels = new ArrayList<>();
    private final List<View> inputs = new ArrayList<>();
    private final List<View> outputs = new ArrayList<>();
    private final Layouts layouts = new Layouts(this);
    private final Products products = new Products(this);
    private final Contractions contractions = new Contractions(this);
    private final Poolings poolings = new Poolings(this);
    private final Normalizations normalizations = new Normalizations(this);
    private final FusedLoops loops = new FusedLoops(this);
    private final Set<Buffer> scratch = Collections.newSetFromMap(new IdentityHashMap<>());
    private String layer = "";

    private Lowering(Graph graph, Map<String, CpuState> states, Compilation options, NativeScope scope, Team team) {
        this.graph = graph;
        this.options = options;
        this.scope = scope;
        this.team = team;
        this.states = states;
        this.units = Units.of(graph);
    }

    /// @param bandOf the band of those values that belong to one: bands run side by side
    /// @param scope owns the memory of constants
    /// @param team will run the kernels, and is in use on this thread
    public static Lowered of(Graph graph, Map<Value, Integer> bandOf, Map<String, CpuState> states, Compilation options, NativeScope scope, Team team) {
        var lowering = new Lowering(graph, states, options, scope, team);
        lowering.placeLeaves();
        lowering.keepOldValues();
        lowering.lower(lowering.units.inOrder(), bandOf);
        lowering.layer = "";
        graph.outputs().forEach(output -> lowering.outputs.add(lowering.view(output)));
        lowering.updateTheRest();
        List<String> read = graph.variables().stream().map(Leaf.Variable::name).toList();
        return new Lowered(lowering.prologue, lowering.kernels, lowering.inputs, lowering.outputs,
                read.stream().map(states::get).toList(),
                read.stream().filter(name -> !graph.updates().containsKey(name)).map(states::get).toList(),
                graph.updates().keySet().stream().map(states::get).toList());
    }

    Units units()            { return units; }
    Layouts layouts()        { return layouts; }
    Products products()      { return products; }
    NativeScope scope()      { return scope; }
    Team team()              { return team; }
    Compilation options()    { return options; }

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

    // ---- kernels ---------------------------------------------------------------------------------------------------

    void emit(Kernel kernel) {
        Set<Boolean> areKept = kernel.writes().stream().filter(view -> !isScratch(view)).map(view -> view.buffer().home() == Buffer.Home.KEPT)
                .collect(Collectors.toSet());
        if (areKept.size() > 1) {
            throw new AssertionError("whoever reads what is kept would run before '" + kernel.name() + "', which writes other things as well");
        }
        (areKept.contains(true) ? prologue : kernels).add(kernel.in(layer));
    }

    private boolean isScratch(View view) {
        return scratch.contains(view.buffer());
    }

    /// Memory that one kernel needs while it runs.
    View scratch(long bytes) {
        var buffer = Buffer.arena(bytes);
        scratch.add(buffer);
        return View.of(buffer, Type.of(DType.UINT8, bytes));
    }

    /// One of oneDNN's primitives.
    ///
    /// @param results those of `arguments` that it writes
    void emit(String name, PrimitiveDesc desc, Map<Arg, View> arguments, Set<Arg> results) {
        emit(primitive(name, desc, arguments, results));
    }

    Kernel primitive(String name, PrimitiveDesc described, Map<Arg, View> arguments, Set<Arg> results) {
        return primitive(name, described, arguments, results, team);
    }

    /// @param team that `described` is for: all of the program's, or one thread
    Kernel primitive(String name, PrimitiveDesc described, Map<Arg, View> arguments, Set<Arg> results, Team team) {
        Optional<PrimitiveDesc> alone = SmallPrimitives.alone(described, arguments, team);
        PrimitiveDesc desc = alone.orElse(described);
        if (desc.isReference()) {
            SlowKernels.found(name, layer, desc.implementation());
        }
        // In one order always: the memory plan, and so every address, must not depend on a map's whims.
        var all = new TreeMap<Arg, View>(Comparator.comparing(Arg::toString));
        all.putAll(arguments);
        var writes = new ArrayList<View>();
        var reads = new ArrayList<View>();
        all.forEach((argument, view) -> (results.contains(argument) ? writes : reads).add(view));
        if (desc.scratchpadBytes() > 0) {
            View pad = scratch(desc.scratchpadBytes());
            all.put(Arg.SCRATCHPAD, pad);
            writes.add(pad);
        }
        return new Kernel(name, layer, desc.implementation(), true, reads, writes, List.of(), memory -> {
            var segments = new LinkedHashMap<Arg, MemorySegment>();
            all.forEach((argument, view) -> segments.put(argument, memory.of(view)));
            return alone.isPresent() ? runAlone(memory.team().alone(() -> memory.call(desc, segments)), memory.team())
                    : memory.call(desc, segments)::run;
        });
    }

    private static Kernel.Bound runAlone(Call call, Team team) {
        return () -> {
            Team.sequential().useOnThisThread();
            call.run();
            team.useOnThisThread();
        };
    }

    // ---- units -----------------------------------------------------------------------------------------------------

    /// Those of bands side by side, where the last of them stands: what they read was computed before, and nobody reads one of them.
    private void lower(List<Unit> units, Map<Value, Integer> bandOf) {
        var bands = new TreeMap<Integer, List<Kernel>>();
        List<Kernel> all = kernels;
        long left = units.stream().filter(unit -> bandOf.containsKey(unit.last().output())).count();
        for (Unit unit : units) {
            Integer band = bandOf.get(unit.last().output());
            layer = unit.last().scope();
            kernels = band == null ? all : bands.computeIfAbsent(band, _ -> new ArrayList<>());
            lower(unit);
            if (band != null && --left == 0) {
                all.add(SideBySide.of("bands", List.copyOf(bands.values())));
            }
        }
        kernels = all;
    }

    private void lower(Unit unit) {
        switch (unit.kind()) {
            case CONTRACTION -> contractions.lower(unit);
            case LOOP -> loops.lower(unit);
            case SINGLE -> lower(unit.last());
        }
    }

    private void lower(Node node) {
        if (Interpreted.is(node)) {
            emit(ReferenceKernel.of(node, List.of(views(node.inputs())),
                    node.outputs().stream().map(output -> define(output, views(node.inputs()))).toList()));
            return;
        }
        switch (node.op()) {
            case Contraction op -> contractions.lower(node, op);
            case Pooling op -> poolings.lower(node, op);
            case Normalization.Softmax _ -> normalizations.softmax(node);
            case Normalization.LogSoftmax _ -> normalizations.logSoftmax(node);
            case Normalization.SparseCrossEntropy _ -> CrossEntropy.lower(this, node);
            case Normalization.BatchNorm op -> normalizations.batch(node, op);
            case Normalization.BatchNormGradient op -> normalizations.batchGradient(node, op);
            case Normalization.LayerNorm op -> normalizations.layer(node, op);
            case Normalization.LayerNormGradient op -> normalizations.layerGradient(node, op);
            case Movement op -> new Moves(this).lower(node, op);
            case Indexing.Order op -> new Lines(this).order(node, op);
            case Indexing op -> new Tables(this).lower(node, op);
            case Reduction.Cumulate op -> new Lines(this).cumulate(node, op);
            case Gru op -> new Grus(this).lower(node, op);
            case GruGradient op -> new Grus(this).lower(node, op);
            case Recurrent.Lstm op -> new Lstms(this).lower(node, op);
            case Recurrent.LstmGradient op -> new Lstms(this).lower(node, op);
            case Control.Scan op -> new Scans(this).lower(node, op);
            case Control.If op -> new Choices(this).lower(node, op);
            case Control.While op -> new Choices(this).lower(node, op);
            case Leaf.RandomBits op -> RandomKernel.lower(this, node, op);
            case Leaf _, Pointwise _, Reduction _, Linalg _ -> throw new AssertionError("not a unit of its own: " + node);
        }
    }

    private void updateTheRest() {
        graph.updates().forEach((name, value) -> {
            View from = view(value);
            View state = stateOf(name);
            if (from.buffer().home() != Buffer.Home.GIVEN || from.buffer().given().address() != state.buffer().given().address()) {
                emit(Moves.copy("update " + name, from, state));
            }
        });
    }
}
