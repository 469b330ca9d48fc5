package org.keras4j.engine.cpu.units;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.cpu.foreign.Eltwise;
import org.keras4j.engine.cpu.foreign.PostOp;
import org.keras4j.engine.graph.Contraction;
import org.keras4j.engine.graph.Movement.Reshape;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;

/// Contractions, each with what oneDNN does in the same primitive.
///
/// | gathered                                    | where                                                             |
/// |---------------------------------------------|-------------------------------------------------------------------|
/// | contraction, + bias, activation, wider type | each is the only reader of the one before (swish has two nodes)   |
/// | a ReLU, a limit of 0 or more                | behind a contraction: oneDNN's clip holds its results above 0 too |
/// | product, a transposition of the matrices    | the only reader                                                   |
/// | gradient of a kernel, gradient of its bias  | a convolution's, both from the same dy                            |
public final class Chains {
    /// What oneDNN applies to a product before it writes it.
    public static final Map<Unary.Function, PostOp> ACTIVATIONS = Map.of(
            Unary.Function.RELU, new PostOp.Activation(Eltwise.RELU, 0, 0),
            Unary.Function.TANH, new PostOp.Activation(Eltwise.TANH, 0, 0),
            Unary.Function.SIGMOID, new PostOp.Activation(Eltwise.SIGMOID, 0, 0));

    private final Uses uses;
    private final Virtual virtual;
    /// By the node in whose place it runs.
    private final Map<Node, List<Node>> chains = new IdentityHashMap<>();
    private final Set<Node> absorbed = Collections.newSetFromMap(new IdentityHashMap<>());

    private Chains(Uses uses, Virtual virtual) {
        this.uses = uses;
        this.virtual = virtual;
    }

    static Chains of(Uses uses, Virtual virtual) {
        var chains = new Chains(uses, virtual);
        for (Node node : uses.graph().nodes()) {
            switch (node.op()) {
                case Contraction _ when Interpreted.is(node) -> { }
                case Contraction.MatMul _, Contraction.Conv _ -> chains.absorb(chains.forward(node));
                case Contraction.ConvKernelGradient _ -> chains.absorbWithBiasGradient(node);
                default -> { }
            }
        }
        return chains;
    }

    /// The chain that runs where `node` stands.
    Optional<List<Node>> at(Node node) {
        return Optional.ofNullable(chains.get(node));
    }

    /// Whether it is part of a chain.
    boolean contain(Node node) {
        return absorbed.contains(node);
    }

    /// The chain runs where its last node stands.
    private void absorb(List<Node> chain) {
        absorbed.addAll(chain);
        chains.put(chain.getLast(), chain);
    }

    private List<Node> forward(Node contraction) {
        var chain = new ArrayList<>(List.of(contraction));
        Value product = sameColumns(contraction.output());
        Optional<Node> next = onlyReader(product);
        if (product.equals(contraction.output()) && contraction.op() instanceof Contraction.MatMul && next.filter(Virtual::movesMatrices).isPresent()
                && !virtual.folded().contains(next.get())) {
            chain.add(next.get());
            return chain;
        }
        if (next.isPresent() && isBinary(next.get(), Binary.Function.ADD) && virtual.biasOf(next.get()).isPresent()) {
            chain.add(next.get());
            next = follower(chain);
        }
        if (swish(sameColumns(chain.getLast().output())) instanceof List<Node> gate) {
            chain.addAll(gate);
            next = follower(chain);
        } else if (next.isPresent() && next.get().op() instanceof Unary(var function) && ACTIVATIONS.containsKey(function)) {
            chain.add(next.get());
            next = follower(chain);
            if (function == Unary.Function.RELU && next.isPresent() && isBinary(next.get(), Binary.Function.MINIMUM)
                    && virtual.limitOf(next.get()).filter(number -> number >= 0).isPresent()) {
                chain.add(next.get());
                next = follower(chain);
            }
        }
        if (next.isPresent() && next.get().op() instanceof Cast(var to) && to == DType.FLOAT32 && contraction.output().dtype().bytes() == 2) {
            chain.add(next.get());
        }
        return chain;
    }

    private static boolean isBinary(Node node, Binary.Function wanted) {
        return node.op() instanceof Binary(var function) && function == wanted;
    }

    private static boolean isUnary(Node node, Unary.Function wanted) {
        return node.op() instanceof Unary(var function) && function == wanted;
    }

    /// What alone reads the last of the chain.
    private Optional<Node> follower(List<Node> chain) {
        return onlyReader(sameColumns(chain.getLast().output()));
    }

    private Optional<Node> onlyReader(Value value) {
        return uses.onlyReader(value).filter(reader -> !absorbed.contains(reader));
    }

    /// The value in the shape in which its only reader wants it, if its columns stay what they are.
    private Value sameColumns(Value value) {
        return uses.onlyReader(value).filter(reader -> reader.op() instanceof Reshape(var to) && to.rank() > 0 && to.size(-1) == value.shape().size(-1))
                .map(reader -> sameColumns(reader.output())).orElse(value);
    }

    /// The sigmoid of `x` and its product with `x`, if nothing else reads `x`; else `null`.
    private @Nullable List<Node> swish(Value x) {
        List<Node> all = uses.readers(x);
        if (all.size() != 2 || uses.isResult(x)) {
            return null;
        }
        Node sigmoid = all.get(0).op() instanceof Unary ? all.get(0) : all.get(1);
        Node product = all.get(sigmoid == all.get(0) ? 1 : 0);
        return isUnary(sigmoid, Unary.Function.SIGMOID) && isBinary(product, Binary.Function.MULTIPLY) && product.inputs().contains(sigmoid.output())
                && onlyReader(sigmoid.output()).isPresent() && !absorbed.contains(product) ? List.of(sigmoid, product) : null;
    }

    /// The pair runs where the earlier of the two stands, if all that the later one needs is there by then.
    private void absorbWithBiasGradient(Node kernelGradient) {
        for (Node reader : uses.readers(kernelGradient.input(1))) {
            if (isPerChannelSum(reader) && !absorbed.contains(reader)) {
                Node earlier = uses.place(reader) < uses.place(kernelGradient) ? reader : kernelGradient;
                if (kernelGradient.inputs().stream().flatMap(virtual::sources)
                        .allMatch(source -> uses.place(virtual.producer(source)) < uses.place(earlier))) {
                    absorbed.addAll(List.of(kernelGradient, reader));
                    chains.put(earlier, List.of(kernelGradient, reader));
                    return;
                }
            }
        }
        absorb(List.of(kernelGradient));
    }

    private static boolean isPerChannelSum(Node node) {
        return node.op() instanceof Reduce(var kind, var axes) && kind == Reduce.Kind.SUM
                && axes.equals(node.input(0).shape().axes().subList(0, node.input(0).rank() - 1));
    }
}
