package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Value;

/// Which nodes run as one kernel, and in which order: [Chains] behind contractions, [Grouping] into loops, [UpdatesInPlace].
public final class Units {
    private final Uses uses;
    private final Virtual virtual;
    private final Grouping grouping;
    private final Map<Value, String> inPlace;

    private Units(Graph graph) {
        uses = new Uses(graph);
        virtual = Virtual.of(uses);
        grouping = Grouping.of(uses, virtual);
        inPlace = UpdatesInPlace.of(uses, virtual, grouping);
    }

    public static Units of(Graph graph) {
        return new Units(graph);
    }

    public Virtual virtual() {
        return virtual;
    }

    public List<Node> readers(Value value) {
        return uses.readers(value);
    }

    /// Whether a node or the caller wants it.
    public boolean isRead(Value value) {
        return uses.isResult(value) || !uses.readers(value).isEmpty();
    }

    /// The variable where the old value stands that the loop which computes this one writes over, if it does.
    public Optional<String> variableUnder(Value value) {
        return Optional.ofNullable(inPlace.get(value));
    }

    /// Whether anything outside of `unit` needs `value`.
    public boolean isNeededOutside(Unit unit, Value value) {
        return uses.isResult(value) || uses.readers(value).stream().anyMatch(reader -> !grouping.unitOf(reader).equals(Optional.of(unit)));
    }

    /// The units in an order in which each finds its inputs. Those that may choose run as their nodes were written, but new values of
    /// variables at once: while their gradients are in the cache, and before these need memory beside the next ones.
    public List<Unit> inOrder() {
        List<Unit> units = grouping.units();
        Set<Value> updates = new HashSet<>(uses.graph().updates().values());
        var turns = new HashMap<Unit, Integer>();
        var waiting = new HashMap<Unit, Integer>();
        var followers = new HashMap<Unit, List<Unit>>();
        var ready = new PriorityQueue<Unit>(Comparator.comparingInt(turns::get));
        for (Unit unit : units) {
            boolean isUpdate = unit.nodes().stream().flatMap(node -> node.outputs().stream()).anyMatch(updates::contains);
            turns.put(unit, isUpdate ? -1 : unit.nodes().stream().mapToInt(uses::place).max().orElseThrow());
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
