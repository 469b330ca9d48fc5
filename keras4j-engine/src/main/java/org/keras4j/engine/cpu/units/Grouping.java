package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pointwise;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Puts nodes, one after the other, into units: pointwise ones and reductions of them into the loops that they may join, chains
/// and all others into units of their own.
///
/// A node joins a loop, and two loops become one, if they are over one space of points and no way from one to the other leads
/// through another unit, or through memory.
final class Grouping {
    /// Of far more the vector code would come to the limits of HotSpot that `InlinedCalls` tells of, and the loop would run without.
    private static final int LOOP_NODES = 80;
    /// Units to read from, and reductions. No limit of the JVM's: each has an address that lives through the innermost loop, and there
    /// are registers for a dozen.
    private static final int LOOP_BUFFERS = 28;

    private final Uses uses;
    private final Virtual virtual;
    private final Chains chains;
    // By identity: a node's hash would walk through its constants and bodies.
    private final Map<Node, Unit> unitOf = new IdentityHashMap<>();
    private final List<Unit> units = new ArrayList<>();
    private int nextId;

    private Grouping(Uses uses, Virtual virtual, Chains chains) {
        this.uses = uses;
        this.virtual = virtual;
        this.chains = chains;
    }

    static Grouping of(Uses uses, Virtual virtual) {
        var grouping = new Grouping(uses, virtual, Chains.of(uses, virtual));
        uses.graph().nodes().stream().filter(node -> !virtual.shows(node)).forEach(grouping::place);
        return grouping;
    }

    List<Unit> units() {
        return units;
    }

    /// The unit that computes the node, if it needs computing.
    Optional<Unit> unitOf(Node node) {
        return Optional.ofNullable(unitOf.get(node));
    }

    private void place(Node node) {
        if (chains.at(node).isPresent()) {
            add(Unit.of(nextId++, Unit.Kind.CONTRACTION), chains.at(node).get());
        } else if (chains.contain(node)) {
            return;
        } else if (isLoop(node)) {
            placeInLoop(node);
        } else {
            add(Unit.of(nextId++, Unit.Kind.SINGLE), List.of(node));
        }
    }

    private void add(Unit unit, List<Node> nodes) {
        units.add(unit);
        nodes.forEach(node -> {
            unit.nodes().add(node);
            unitOf.put(node, unit);
        });
        nodes.forEach(node -> dependOnInputs(unit, node));
    }

    private void dependOnInputs(Unit unit, Node node) {
        node.inputs().stream().flatMap(this::unitsOf).filter(other -> other != unit).forEach(other -> depend(unit, other));
    }

    private Stream<Unit> unitsOf(Value value) {
        return virtual.sources(value).map(source -> unitOf.get(virtual.producer(source))).filter(Objects::nonNull);
    }

    /// `unit` must run after `other`.
    void depend(Unit unit, Unit other) {
        unit.direct().add(other);
        if (unit.isAfter(other)) {
            return;                                             // and after all that `other` is after
        }
        unit.ancestors().or(other.ancestors());
        unit.ancestors().set(other.id());
        for (Unit later : units) {
            if (later.isAfter(unit)) {
                later.ancestors().or(unit.ancestors());
            }
        }
    }

    // ---- loops -----------------------------------------------------------------------------------------------------

    private static boolean isLoop(Node node) {
        return switch (node.op()) {
            case Pointwise _ -> !Interpreted.is(node);
            case Reduce op -> op.kind() != Reduce.Kind.PRODUCT && Sweep.of(op, node.input(0).shape()).isPresent();
            default -> false;
        };
    }

    private void placeInLoop(Node node) {
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
            home = Unit.loop(nextId++, isWide(node));
            units.add(home);
        }
        home.nodes().add(node);
        unitOf.put(node, home);
        // Bytes wrap around when stored, which a lane of 32 bits doesn't.
        if (node.op() instanceof Pointwise && node.output().dtype() != DType.INT8 && node.output().dtype() != DType.UINT8) {
            home.elements().add(node.output());
        }
        home.rows(rowsWanted(node, home));
        dependOnInputs(home, node);
    }

    /// What `unit` asks of its rows once `node` has joined: empty when nothing.
    private OptionalLong rowsWanted(Node node, Unit unit) {
        // A reduction first: an input that disagrees may be read in another way, but its result is of these rows.
        OptionalLong rows = node.op() instanceof Reduce ? both(unit.rows(), Sweep.of(node).rows()) : unit.rows();
        for (Value input : node.inputs()) {
            rows = both(rows, wanted(input));
        }
        return rows;
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

    /// @param among the loops that become one if the node joins
    private boolean mayJoin(Node node, Unit loop, Set<Unit> among) {
        Shape space = node.input(0).shape();
        boolean fits = loop.isWide() == isWide(node) && loop.nodes().size() < LOOP_NODES && buffers(loop) < LOOP_BUFFERS
                && loop.nodes().getFirst().input(0).shape().equals(space);
        if (node.op() instanceof Reduce) {
            fits &= agree(loop.rows(), Sweep.of(node).rows());
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
        a.nodes().sort(Comparator.comparingInt(uses::place));
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

    /// Whether it computes in lanes of 64 bits: a loop has lanes of one width.
    private static boolean isWide(Node node) {
        return Stream.concat(node.inputs().stream(), node.outputs().stream())
                .anyMatch(value -> value.dtype() == DType.INT64 || value.dtype() == DType.FLOAT64);
    }
}
