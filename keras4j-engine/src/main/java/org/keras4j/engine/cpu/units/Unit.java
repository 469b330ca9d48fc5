package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Value;

/// Nodes that run together: a contraction with what is fused behind it, a neighbourhood of pointwise nodes, or one other node.
public final class Unit {
    public enum Kind {
        /// A [org.keras4j.engine.graph.Contraction] with bias and activation behind it, or with a bias gradient beside it.
        CONTRACTION,
        /// Pointwise nodes over one space, with trailing reductions: one fused loop.
        LOOP,
        SINGLE
    }

    private final int id;
    private final Kind kind;
    private final List<Node> nodes = new ArrayList<>();
    /// The units whose results it reads.
    private final Set<Unit> direct = new LinkedHashSet<>();
    /// The ids of all the units that must have run before.
    private final BitSet ancestors = new BitSet();

    // Of loops alone.
    private final boolean isWide;
    /// How many rows its space has, once an access needs to know.
    private OptionalLong rows = OptionalLong.empty();
    /// The values that arrive element by element, for which joining this unit needs no memory.
    private final Set<Value> elements = new HashSet<>();

    private Unit(int id, Kind kind, boolean isWide) {
        this.id = id;
        this.kind = kind;
        this.isWide = isWide;
    }

    static Unit of(int id, Kind kind) {
        return new Unit(id, kind, false);
    }

    /// @param isWide whether it computes in lanes of 64 bits
    static Unit loop(int id, boolean isWide) {
        return new Unit(id, Kind.LOOP, isWide);
    }

    int id()                    { return id; }
    public Kind kind()          { return kind; }
    public List<Node> nodes()   { return nodes; }
    Set<Unit> direct()          { return direct; }
    BitSet ancestors()          { return ancestors; }
    boolean isWide()            { return isWide; }
    public OptionalLong rows()  { return rows; }
    void rows(OptionalLong rows) { this.rows = rows; }
    Set<Value> elements()       { return elements; }

    boolean isAfter(Unit other) {
        return ancestors.get(other.id);
    }

    /// The one that stands last: its scope names the unit's kernels.
    public Node last() {
        return nodes.getLast();
    }

    @Override
    public String toString() {
        return kind + nodes.toString();
    }
}
