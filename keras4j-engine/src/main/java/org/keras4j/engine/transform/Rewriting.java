package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.graph.Control.Scan;

/// One walk over a graph, writing it anew by rules, the bodies of its scans included.
///
/// | before                                  | after                        |
/// |-----------------------------------------|------------------------------|
/// | an expression that a rule speaks of     | what the rule says, for which the rules are asked again |
/// | an expression that was written before   | its value: computed once     |
/// | what neither outputs nor updates need   | nothing                      |
///
/// Names, outputs and updates stay; scopes do too, of equal expressions the first one's.
final class Rewriting {
    private final List<Rule> rules;
    private final GraphBuilder g = new GraphBuilder();
    private final Map<Expression, List<Value>> written = new HashMap<>();
    private final Map<Value, Node> producers = new HashMap<>();
    private final Map<Value, List<Node>> readers = new HashMap<>();
    private final Map<Value, Integer> uses = new HashMap<>();

    private Rewriting(List<Rule> rules) {
        this.rules = rules;
    }

    static Graph apply(Graph graph, List<Rule> rules) {
        return new Rewriting(rules).walk(graph);
    }

    private Graph walk(Graph graph) {
        var here = new HashMap<Value, Value>();
        Map<Value, Integer> before = uses(graph);
        // Leaves with names first: rules may need others out of turn, and yet the order of inputs stays.
        graph.nodes().stream().filter(Rewriting::isNamed).forEach(node -> write(node, here, before));
        graph.nodes().stream().filter(node -> !isNamed(node)).forEach(node -> write(node, here, before));
        graph.updates().forEach((name, value) -> g.update(new Leaf.Variable(name, value.type()), here.get(value)));
        return g.build(graph.outputs().stream().map(here::get).toList());
    }

    private static boolean isNamed(Node node) {
        return node.op() instanceof Leaf.Input || node.op() instanceof Leaf.Variable;
    }

    private void write(Node node, Map<Value, Value> here, Map<Value, Integer> before) {
        List<Value> in = node.inputs().stream().map(here::get).toList();
        List<Value> outputs = g.scoped(node.scope(), () -> emitAll(node.op(), in));
        for (int i = 0; i < outputs.size(); i++) {
            here.put(node.outputs().get(i), outputs.get(i));
            uses.merge(outputs.get(i), before.getOrDefault(node.outputs().get(i), 0), Integer::sum);
        }
    }

    private static Map<Value, Integer> uses(Graph graph) {
        var uses = new HashMap<Value, Integer>();
        graph.nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        graph.results().forEach(result -> uses.merge(result, 1, Integer::sum));
        return uses;
    }

    // ---- for rules: writing ----------------------------------------------------------------------------------------

    /// The value of an expression with one result, as the rules have it.
    Value emit(Op op, Value... in) {
        return emitAll(op, List.of(in)).getFirst();
    }

    private List<Value> emitAll(Op op, List<Value> in) {
        for (Rule rule : rules) {
            if (rule.rewrite(op, in, this) instanceof Value value) {
                return List.of(value);
            }
        }
        if (op instanceof Scan(var body, var states, var sequences, var length, var reverse)) {
            return add(new Scan(apply(body, rules), states, sequences, length, reverse), in);    // no two are equal
        }
        var expression = new Expression(op, in);
        List<Value> known = written.get(expression);
        if (known == null) {
            known = add(op, in);
            written.put(expression, known);
        }
        return known;
    }

    private List<Value> add(Op op, List<Value> in) {
        List<Value> outputs = g.applyAll(op, in);
        var node = new Node(op, in, outputs, g.scope());
        outputs.forEach(output -> producers.put(output, node));
        in.forEach(input -> readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
        return outputs;
    }

    // ---- for rules: looking ----------------------------------------------------------------------------------------

    Op op(Value value) {
        return producers.get(value).op();
    }

    Value input(Value value, int index) {
        return producers.get(value).input(index);
    }

    List<Value> inputs(Value value) {
        return producers.get(value).inputs();
    }

    /// The nodes written so far that read it.
    List<Node> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    /// Whether one node alone reads the value in the graph that is rewritten.
    boolean isUsedOnce(Value value) {
        return uses.getOrDefault(value, 0) == 1;
    }

    /// The number that fills the value; `null` if it isn't filled.
    @Nullable Double filled(Value value) {
        return op(value) instanceof Leaf.Fill(var number, var type) ? (Double) type.dtype().round(number) : null;
    }

    boolean isFilled(Value value, double number) {
        return filled(value) instanceof Double found && found == number;
    }
}
