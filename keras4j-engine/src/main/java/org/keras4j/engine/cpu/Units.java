package org.keras4j.engine.cpu;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Movement.Broadcast;
import org.keras4j.engine.graph.Movement.Reshape;
import org.keras4j.engine.graph.Movement.Transpose;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Decides which nodes run as one kernel, and in which order.
///
/// | gathered                                    | where                                                            |
/// |---------------------------------------------|------------------------------------------------------------------|
/// | contraction, + bias, activation, wider type | each is the only reader of the one before (swish has two nodes)  |
/// | a ReLU, a limit of 0 or more                | behind a contraction: oneDNN's clip holds its results above 0 too |
/// | product, a transposition of the matrices    | the only reader                                                  |
/// | gradient of a kernel, gradient of its bias  | a convolution's, both from the same dy                           |
/// | pointwise nodes, and reductions of them     | one space of points; no way from one to another leads elsewhere |
final class Units {
    /// A loop with more would no longer fit into what C2 compiles well.
    private static final int LOOP_NODES = 80;
    private static final int LOOP_BUFFERS = 28;
    private static final Transpose HEADS = new Transpose(List.of(0, 2, 1, 3));

    private final Graph graph;
    private final Virtual virtual;
    private final Map<Value, List<Node>> readers = new HashMap<>();
    private final Set<Value> results;
    // By identity: a node's hash would walk through its constants and bodies.
    private final Map<Node, Unit> unitOf = new IdentityHashMap<>();
    private final Map<Node, Integer> order = new IdentityHashMap<>();
    /// Of each absorbed chain, by the node in whose place it runs.
    private final Map<Node, List<Node>> chains = new IdentityHashMap<>();
    private final Set<Node> absorbed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Unit> units = new ArrayList<>();
    private final Set<Leaf.Variable> updatedInPlace = new HashSet<>();
    private int nextId;

    private Units(Graph graph) {
        this.graph = graph;
        var producers = new HashMap<Value, Node>();
        for (Node node : graph.nodes()) {
            order.put(node, order.size());
            node.outputs().forEach(output -> producers.put(output, node));
            node.inputs().forEach(input -> readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
        }
        results = new HashSet<>(graph.results());
        Set<Node> folded = Collections.newSetFromMap(new IdentityHashMap<>());
        graph.nodes().stream().filter(this::isReadByProductsAlone).forEach(folded::add);
        virtual = new Virtual(producers, folded);
    }

    static Units of(Graph graph) {
        var units = new Units(graph);
        units.absorb();
        for (Node node : graph.nodes()) {
            if (!Virtual.is(node.op()) && !units.virtual.folded().contains(node)) {
                units.place(node);
            }
        }
        units.findUpdatesInPlace();
        return units;
    }

    Virtual virtual() {
        return virtual;
    }

    /// Whether the loop that computes the new value of this variable writes it where the old one stood.
    boolean updatesInPlace(Leaf.Variable variable) {
        return updatedInPlace.contains(variable);
    }

    /// Whether anything outside of `unit` needs `value`.
    boolean isNeededOutside(Unit unit, Value value) {
        return results.contains(value) || readers.getOrDefault(value, List.of()).stream().anyMatch(reader -> unitOf.get(reader) != unit);
    }

    List<Node> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    // ---- transpositions around products ----------------------------------------------------------------------------

    private boolean isReadByProductsAlone(Node node) {
        List<Node> all = readers(node.outputs().getFirst());
        return movesMatrices(node) && isReadRight(node) && !results.contains(node.output()) && !all.isEmpty()
                && all.stream().allMatch(reader -> reader.op() instanceof Contraction.MatMul && !Lowering.needsReference(reader));
    }

    /// Where an axis has size 1, oneDNN takes its stride for another's and multiplies wrong rows, but for the heads of attention.
    private static boolean isReadRight(Node transposition) {
        return transposition.op().equals(HEADS) || !transposition.output().shape().sizes().contains(1L);
    }

    /// Whether rows of numbers stay what they are.
    private static boolean movesMatrices(Node node) {
        return node.op() instanceof Transpose(var order) && order.size() > 2 && order.getLast() == order.size() - 1;
    }

    // ---- what is fused behind contractions -------------------------------------------------------------------------

    private void absorb() {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Contraction _ when Lowering.needsReference(node) -> { }
                case Contraction.MatMul _, Contraction.Conv _ -> absorb(forwardChain(node));
                case Contraction.ConvKernelGradient _ -> absorbWithBiasGradient(node);
                default -> { }
            }
        }
    }

    /// The chain runs where its last node stands.
    private void absorb(List<Node> chain) {
        absorbed.addAll(chain);
        chains.put(chain.getLast(), chain);
    }

    private List<Node> forwardChain(Node contraction) {
        var chain = new ArrayList<>(List.of(contraction));
        Value product = sameColumns(contraction.output());
        Optional<Node> next = onlyReader(product);
        if (product.equals(contraction.output()) && contraction.op() instanceof Contraction.MatMul && next.filter(Units::movesMatrices).isPresent()
                && !virtual.folded().contains(next.get())) {
            chain.add(next.get());
            return chain;
        }
        if (next.isPresent() && next.get().op() instanceof Binary(var function) && function == Binary.Function.ADD
                && biasOf(next.get()).isPresent()) {
            chain.add(next.get());
            next = onlyReader(sameColumns(next.get().output()));
        }
        Value sum = sameColumns(chain.getLast().output());
        if (swish(sum) instanceof List<Node> gate) {
            chain.addAll(gate);
            next = onlyReader(sameColumns(chain.getLast().output()));
        } else if (next.isPresent() && next.get().op() instanceof Unary(var function) && Contractions.ACTIVATIONS.containsKey(function)) {
            chain.add(next.get());
            next = onlyReader(sameColumns(next.get().output()));
            if (function == Unary.Function.RELU && next.isPresent() && next.get().op() instanceof Binary(var limit)
                    && limit == Binary.Function.MINIMUM && limitOf(next.get()).filter(number -> number >= 0).isPresent()) {
                chain.add(next.get());
                next = onlyReader(sameColumns(next.get().output()));
            }
        }
        if (next.isPresent() && next.get().op() instanceof Cast(var to) && to == DType.FLOAT32 && contraction.output().dtype().bytes() == 2) {
            chain.add(next.get());
        }
        return chain;
    }

    /// The sigmoid of `x` and its product with `x`, if nothing else reads `x`; else `null`.
    private @Nullable List<Node> swish(Value x) {
        List<Node> all = readers(x);
        if (all.size() != 2 || results.contains(x)) {
            return null;
        }
        Node sigmoid = all.get(0).op() instanceof Unary ? all.get(0) : all.get(1);
        Node product = all.get(sigmoid == all.get(0) ? 1 : 0);
        return sigmoid.op() instanceof Unary(var function) && function == Unary.Function.SIGMOID
                && product.op() instanceof Binary(var times) && times == Binary.Function.MULTIPLY && product.inputs().contains(sigmoid.output())
                && onlyReader(sigmoid.output()).isPresent() && !absorbed.contains(product) ? List.of(sigmoid, product) : null;
    }

    /// The number that a minimum holds its other input below.
    Optional<Double> limitOf(Node minimum) {
        return minimum.inputs().stream().map(virtual::producer)
                .flatMap(node -> node.op() instanceof Leaf.Fill(double number, _) ? Stream.of(number) : Stream.empty()).findFirst();
    }

    /// The value in the shape in which its only reader wants it, if its columns stay what they are.
    private Value sameColumns(Value value) {
        List<Node> all = readers(value);
        return all.size() == 1 && !results.contains(value) && all.getFirst().op() instanceof Reshape(var to) && to.rank() > 0
                && to.size(-1) == value.shape().size(-1) ? sameColumns(all.getFirst().output()) : value;
    }

    /// The pair runs where the earlier of the two stands, if all that the later one needs is there by then.
    private void absorbWithBiasGradient(Node kernelGradient) {
        for (Node reader : readers(kernelGradient.input(1))) {
            if (reader.op() instanceof Reduce(var kind, var axes) && kind == Reduce.Kind.SUM && isPerChannel(reader, axes)
                    && !absorbed.contains(reader)) {
                Node earlier = order.get(reader) < order.get(kernelGradient) ? reader : kernelGradient;
                if (kernelGradient.inputs().stream().flatMap(virtual::sources)
                        .allMatch(source -> order.get(virtual.producer(source)) < order.get(earlier))) {
                    absorbed.addAll(List.of(kernelGradient, reader));
                    chains.put(earlier, List.of(kernelGradient, reader));
                    return;
                }
            }
        }
        absorb(List.of(kernelGradient));
    }

    private static boolean isPerChannel(Node reduction, List<Integer> axes) {
        return axes.equals(reduction.input(0).shape().axes().subList(0, reduction.input(0).rank() - 1));
    }

    private Optional<Node> onlyReader(Value value) {
        List<Node> all = readers(value);
        return all.size() == 1 && !results.contains(value) && !absorbed.contains(all.getFirst()) ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /// The vector that a sum adds along the last axis.
    Optional<Value> biasOf(Node sum) {
        return sum.inputs().stream().map(virtual::producer)
                .filter(node -> node.op() instanceof Broadcast(var to, var axes) && axes.equals(List.of(to.rank() - 1)))
                .map(node -> node.input(0)).findFirst();
    }

    // ---- loops -----------------------------------------------------------------------------------------------------

    private void place(Node node) {
        if (chains.get(node) instanceof List<Node> chain) {
            add(new Unit(nextId++, Unit.Kind.CONTRACTION), chain);
        } else if (absorbed.contains(node)) {
            return;
        } else if (isLoop(node)) {
            placeInLoop(node);
        } else {
            add(new Unit(nextId++, Unit.Kind.SINGLE), List.of(node));
        }
    }

    private void add(Unit unit, List<Node> nodes) {
        units.add(unit);
        nodes.forEach(node -> {
            unit.nodes().add(node);
            unitOf.put(node, unit);
        });
        for (Node node : nodes) {
            node.inputs().stream().flatMap(this::unitsOf).filter(other -> other != unit).forEach(other -> depend(unit, other));
        }
    }

    private Stream<Unit> unitsOf(Value value) {
        return virtual.sources(value).map(source -> unitOf.get(virtual.producer(source))).filter(Objects::nonNull);
    }

    /// `unit` must run after `other`.
    private void depend(Unit unit, Unit other) {
        unit.direct().add(other);
        var gained = (BitSet) other.ancestors().clone();
        gained.set(other.id());
        unit.ancestors().or(gained);
        for (Unit later : units) {
            if (later.isAfter(unit)) {
                later.ancestors().or(unit.ancestors());
            }
        }
    }

    static boolean isLoop(Node node) {
        return switch (node.op()) {
            case Pointwise _ -> !Lowering.needsReference(node);
            case Reduce(var kind, var axes) -> kind != Reduce.Kind.PRODUCT && reduced(node) != null;
            default -> false;
        };
    }

    /// The rows of a space in which a reduction goes along columns, along rows, or over everything; `null` if it is neither.
    static OptionalLong reduced(Node reduction) {
        Shape shape = reduction.input(0).shape();
        List<Integer> axes = ((Reduce) reduction.op()).axes();
        List<Integer> kept = shape.axesWithout(axes);
        if (shape.elements() == 0) {
            return null;
        }
        if (shape.select(kept).elements() == 1) {
            return OptionalLong.empty();                                                        // all
        }
        if (kept.equals(IntStream.range(0, kept.size()).boxed().toList()) || kept.equals(IntStream.range(axes.size(), shape.rank()).boxed().toList())) {
            long own = shape.select(kept).elements();
            return OptionalLong.of(kept.getFirst() == 0 ? own : shape.elements() / own);
        }
        return null;
    }

    private void placeInLoop(Node node) {
        var alone = new Unit(-1, Unit.Kind.LOOP);
        alone.wide(isWide(node));
        alone.rows(rowsWanted(node, alone));
        Unit home = null;
        for (Value input : node.inputs()) {
            Unit candidate = unitOf.get(virtual.producer(input));
            if (candidate == null || candidate == home || !candidate.elements().contains(input)
                    || !mayJoin(node, candidate, home == null ? Set.of(candidate) : Set.of(candidate, home))) {
                continue;
            }
            if (home == null) {
                home = candidate;
            } else if (mayMerge(home, candidate)) {
                home = merge(home, candidate);
            }
        }
        if (home == null) {
            home = new Unit(nextId++, Unit.Kind.LOOP);
            home.wide(alone.isWide());
            units.add(home);
        }
        home.nodes().add(node);
        unitOf.put(node, home);
        // Bytes wrap around when stored, which a lane of 32 bits doesn't.
        if (node.op() instanceof Pointwise && node.output().dtype() != DType.INT8 && node.output().dtype() != DType.UINT8) {
            home.elements().add(node.output());
        }
        home.rows(rowsWanted(node, home));
        Unit unit = home;
        node.inputs().stream().flatMap(this::unitsOf).filter(other -> other != unit).forEach(other -> depend(unit, other));
    }

    /// What `unit` asks of its rows once `node` has joined: empty when nothing.
    private OptionalLong rowsWanted(Node node, Unit unit) {
        OptionalLong rows = unit.rows();
        for (Value input : node.inputs()) {
            rows = both(rows, wanted(input));
        }
        return node.op() instanceof Reduce ? both(rows, reduced(node)) : rows;
    }

    private OptionalLong wanted(Value input) {
        return virtual.reading(input).map(Virtual.Reading::rows).orElse(OptionalLong.empty());
    }

    /// The first that is there; what disagrees with it is read after it was written out.
    private static OptionalLong both(OptionalLong a, OptionalLong b) {
        return a.isPresent() ? a : b;
    }

    private static boolean agree(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || b.isEmpty() || a.getAsLong() == b.getAsLong();
    }

    private boolean mayJoin(Node node, Unit loop, Set<Unit> among) {
        Shape space = node.input(0).shape();
        boolean fits = loop.isWide() == isWide(node) && loop.nodes().size() < LOOP_NODES && buffers(loop) < LOOP_BUFFERS
                && loop.nodes().getFirst().input(0).shape().equals(space);
        if (node.op() instanceof Reduce) {
            fits &= agree(loop.rows(), reduced(node));
        }
        for (Value input : node.inputs()) {
            fits &= agree(loop.rows(), wanted(input));
            // Only element by element: what a loop reduces, or reshapes, is there when it has ended.
            fits &= loop.elements().contains(input) || unitsOf(input).noneMatch(unit -> unit == loop || unit.isAfter(loop) && !among.contains(unit));
        }
        return fits;
    }

    private static int buffers(Unit loop) {
        return loop.direct().size() + (int) loop.nodes().stream().filter(node -> node.op() instanceof Reduce).count();
    }

    private boolean mayMerge(Unit a, Unit b) {
        return a.isWide() == b.isWide() && agree(a.rows(), b.rows()) && a.nodes().size() + b.nodes().size() < LOOP_NODES
                && buffers(a) + buffers(b) < LOOP_BUFFERS && !isReachedAround(a, b) && !isReachedAround(b, a);
    }

    /// Whether a way from `from` to `to` passes through another unit, or through memory.
    private boolean isReachedAround(Unit from, Unit to) {
        if (to.direct().contains(from)) {
            boolean throughMemory = to.nodes().stream().flatMap(node -> node.inputs().stream())
                    .anyMatch(input -> !from.elements().contains(input) && unitsOf(input).anyMatch(unit -> unit == from));
            if (throughMemory) {
                return true;
            }
        }
        return to.direct().stream().anyMatch(other -> other != from && other.isAfter(from));
    }

    private Unit merge(Unit a, Unit b) {
        b.nodes().forEach(node -> unitOf.put(node, a));
        a.nodes().addAll(b.nodes());
        a.nodes().sort(Comparator.comparingInt(order::get));
        a.elements().addAll(b.elements());
        a.rows(both(a.rows(), b.rows()));
        a.direct().addAll(b.direct());
        a.direct().remove(a);
        a.direct().remove(b);
        a.ancestors().or(b.ancestors());
        a.ancestors().clear(a.id());
        a.ancestors().clear(b.id());
        units.remove(b);
        for (Unit unit : units) {
            if (unit.direct().remove(b)) {
                unit.direct().add(a);
            }
            if (unit.ancestors().get(a.id()) || unit.ancestors().get(b.id())) {
                unit.ancestors().clear(b.id());
                unit.ancestors().set(a.id());
                unit.ancestors().or(a.ancestors());
            }
        }
        return a;
    }

    private static boolean isWide(Node node) {
        return Stream.concat(node.inputs().stream(), node.outputs().stream())
                .anyMatch(value -> value.dtype() == DType.INT64 || value.dtype() == DType.FLOAT64);
    }

    // ---- variables -------------------------------------------------------------------------------------------------

    /// A new value may be written over the old one by the loop that computes it, if everybody else has read the old one by then.
    private void findUpdatesInPlace() {
        for (var variable : graph.variables()) {
            Value next = graph.updates().get(variable.name());
            if (next == null || graph.updates().values().stream().filter(next::equals).count() > 1) {
                continue;
            }
            Unit writer = unitOf.get(virtual.producer(next));
            if (writer == null || writer.kind() != Unit.Kind.LOOP || !writer.elements().contains(next)) {
                continue;
            }
            Set<Value> shown = shown(variable);
            boolean isAnswer = graph.results().stream().anyMatch(shown::contains);
            var others = new LinkedHashSet<Unit>();
            boolean fits = !isAnswer;
            for (Value value : shown) {
                for (Node reader : readers(value)) {
                    Unit unit = unitOf.get(reader);
                    if (unit == writer) {
                        fits &= value.shape().equals(next.shape()) && virtual.producer(value).op() instanceof Leaf.Variable;
                    } else if (unit != null) {
                        others.add(unit);
                    }
                }
            }
            if (fits && others.stream().noneMatch(reader -> reader.isAfter(writer))) {
                others.forEach(reader -> depend(writer, reader));
                updatedInPlace.add(variable);
            }
        }
    }

    /// The variable's value in all the shapes in which it is read.
    private Set<Value> shown(Leaf.Variable variable) {
        var shown = new LinkedHashSet<Value>();
        for (Node node : graph.nodes()) {
            if (node.op().equals(variable)
                    || (node.op() instanceof Reshape || node.op() instanceof Broadcast || virtual.folded().contains(node))
                            && shown.contains(node.input(0))) {
                shown.add(node.output());
            }
        }
        return shown;
    }

    /// When a unit runs, if it may choose: new values of variables at once, while their gradients are in the cache and before
    /// these need memory beside the next ones; all others as they were written.
    private int turn(Unit unit) {
        boolean updates = unit.nodes().stream().flatMap(node -> node.outputs().stream()).anyMatch(graph.updates()::containsValue);
        return updates ? -1 : unit.nodes().stream().mapToInt(order::get).max().orElse(0);
    }

    /// The units in an order in which each finds its inputs.
    List<Unit> inOrder() {
        var waiting = new HashMap<Unit, Integer>();
        var followers = new HashMap<Unit, List<Unit>>();
        var ready = new PriorityQueue<Unit>(Comparator.comparingInt(this::turn));
        for (Unit unit : units) {
            waiting.put(unit, unit.direct().size());
            unit.direct().forEach(other -> followers.computeIfAbsent(other, _ -> new ArrayList<>()).add(unit));
            if (unit.direct().isEmpty()) {
                ready.add(unit);
            }
        }
        var sorted = new ArrayList<Unit>();
        while (!ready.isEmpty()) {
            Unit unit = ready.remove();
            sorted.add(unit);
            for (Unit follower : followers.getOrDefault(unit, List.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        if (sorted.size() != units.size()) {
            throw new AssertionError("units wait for each other: " + units.stream().filter(unit -> !sorted.contains(unit)).toList());
        }
        return sorted;
    }
}
