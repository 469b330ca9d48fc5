package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.Eltwise;
import org.keras4j.engine.cpu.foreign.PostOp;
import org.keras4j.engine.cpu.units.Chains;
import org.keras4j.engine.cpu.units.Unit;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Movement.Transpose;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Value;

/// Products and convolutions as oneDNN's primitives, with what [Chains] found behind them: bias, activation, another order of the axes.
final class Contractions {
    private final ProgramBuilder program;
    private final Products products;
    private final Convolutions convolutions;

    Contractions(ProgramBuilder program) {
        this.program = program;
        this.products = new Products(program);
        this.convolutions = new Convolutions(program);
    }

    void lower(Unit unit) {
        Node first = unit.nodes().getFirst();
        if (first.op() instanceof ConvKernelGradient op) {
            convolutions.kernelGradient(first, op, unit.nodes().size() > 1 ? Optional.of(unit.nodes().get(1).output()) : Optional.empty());
            return;
        }
        Optional<Value> bias = Optional.empty();
        var after = new ArrayList<PostOp>();
        Optional<List<Integer>> order = Optional.empty();
        for (Node node : unit.nodes().subList(1, unit.nodes().size())) {
            switch (node.op()) {
                case Unary(var function) -> after.add(Chains.ACTIVATIONS.get(function));
                case Binary(var function) when function == Binary.Function.MULTIPLY ->
                        after.set(after.size() - 1, new PostOp.Activation(Eltwise.SWISH, 1, 0));        // the sigmoid before it is part of it
                case Binary(var function) when function == Binary.Function.MINIMUM ->
                        after.add(new PostOp.Activation(Eltwise.CLIP, 0, program.units().virtual().limitOf(node).orElseThrow().floatValue()));
                case Cast _ -> { }                                                   // written in the wider type at once
                case Transpose(var moved) -> order = Optional.of(moved);
                default -> bias = program.units().virtual().biasOf(node);
            }
        }
        Value result = unit.last().output();
        Attributes attributes = Attributes.PLAIN;
        for (PostOp each : after) {
            attributes = attributes.then(each);
        }
        switch (first.op()) {
            case MatMul op -> products.lower(first, op, bias, attributes, order, result);
            case Conv op -> convolutions.lower(first, op, bias, attributes, result);
            default -> throw new AssertionError(first);
        }
    }

    /// What is no chain.
    void lower(Node node, Contraction op) {
        switch (op) {
            case ConvInputGradient gradient -> convolutions.inputGradient(node, gradient);
            case MatMul _, Conv _, ConvKernelGradient _ -> throw new AssertionError("is a unit with its chain: " + node);
        }
    }
}
