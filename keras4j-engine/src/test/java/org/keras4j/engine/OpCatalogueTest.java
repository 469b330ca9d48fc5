package org.keras4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.OpCase.Flow;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Control;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Cast;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// What holds for every op.
class OpCatalogueTest {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;
    private static final String CASES = "org.keras4j.engine.OpCases#chosen";

    @ParameterizedTest
    @MethodSource(CASES)
    void resultsHaveTheInferredTypes(OpCase c) {
        for (DType type : c.types()) {
            Graph graph = c.graph(type).verify();
            var results = Interpreter.run(graph, c.given(type)).stream().map(y -> new Type(y.dtype(), y.shape())).toList();
            assertThat(results).as(type.toString()).isEqualTo(graph.outputs().stream().map(Value::type).toList());
        }
    }

    /// The same in float64, rounded at the end. (Integers divide rounding down, not as float64 and then towards zero.)
    @ParameterizedTest
    @MethodSource(CASES)
    void narrowTypesAreRoundedOnceForEachOp(OpCase c) {
        assumeTrue(c.types().contains(DType.FLOAT64) && !(c.op(DType.FLOAT64) instanceof Leaf || c.op(DType.FLOAT64) instanceof Control));
        for (DType type : c.types()) {
            if (type.isInteger() && c.op(type) instanceof Binary(var function) && function == Binary.Function.DIVIDE) {
                continue;
            }
            List<NDArray> arrays = c.arrays(type);
            var wide = new ArrayList<NDArray>();
            for (int i = 0; i < arrays.size(); i++) {
                wide.add(arrays.get(i).cast(c.args().get(i).type(DType.FLOAT64).dtype()));
            }
            List<NDArray> narrow = Interpreter.run(c.graph(type), OpCase.byName(arrays));
            List<NDArray> exact = Interpreter.run(c.graph(DType.FLOAT64), OpCase.byName(wide));
            for (int i = 0; i < narrow.size(); i++) {
                assertThat(narrow.get(i)).as("result %d in %s", i, type).isEqualTo(exact.get(i).cast(narrow.get(i).dtype()));
            }
        }
    }

    /// Each element of a result has its own weight in the loss, so that a gradient at the wrong place shows.
    @ParameterizedTest
    @MethodSource(CASES)
    void gradientAgreesWithCentralDifferences(OpCase c) {
        assumeTrue(c.types().contains(DType.FLOAT64) && c.flow() != Flow.ELSEWHERE);
        var g = new GraphBuilder();
        List<Value> inputs = c.inputs(g, DType.FLOAT64);
        Value loss = loss(c, g, inputs);
        Graph forward = g.build(List.of(loss));
        List<Value> targets = inputs.stream().filter(input -> input.dtype().isFloating()).toList();
        if (c.flow() == Flow.REFUSED) {
            assertThatThrownBy(() -> Autodiff.gradients(loss, targets)).isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        Graph gradients = g.build(Autodiff.gradients(loss, targets)).verify();
        Map<String, NDArray> given = c.given(DType.FLOAT64);
        List<NDArray> found = Interpreter.run(gradients, given);
        for (int i = 0; i < targets.size(); i++) {
            assertThat(gradients.outputs().get(i).type()).isEqualTo(targets.get(i).type());
            String name = Integer.toString(inputs.indexOf(targets.get(i)));
            NDArray x = given.get(name);
            for (long at = 0; at < x.elements(); at++) {
                double rise = c.flow() == Flow.ZERO ? 0 : (at(forward, given, name, at, STEP) - at(forward, given, name, at, -STEP)) / (2 * STEP);
                assertThat(found.get(i).at(at)).as("input %s at %d", name, at).isEqualTo(rise, within(TOLERANCE * Math.max(1, Math.abs(rise))));
            }
        }
    }

    private static Value loss(OpCase c, GraphBuilder g, List<Value> inputs) {
        List<Value> results = g.applyAll(c.op(DType.FLOAT64), inputs);
        Value loss = g.scalar(DType.FLOAT64, 0);
        for (int i = 0; i < results.size(); i++) {
            Value y = results.get(i);
            if (y.dtype() == DType.FLOAT64 && (c.flowing().isEmpty() || c.flowing().contains(i))) {
                int phase = i;
                Value weight = g.constant(NDArray.generate(DType.FLOAT64, y.shape(), k -> 1 + Math.sin(k + phase)));
                loss = g.add(loss, g.sum(g.multiply(y, weight)));
            }
        }
        return loss;
    }

    /// The loss with one element moved.
    private static double at(Graph forward, Map<String, NDArray> given, String name, long at, double step) {
        var nudged = new TreeMap<>(given);
        NDArray x = given.get(name).copy();
        x.setAt(at, x.at(at) + step);
        nudged.put(name, x);
        return Interpreter.run(forward, nudged).getFirst().item();
    }

    @Test
    void castsBetweenFloatingTypesPassTheFlowThrough() {
        for (DType from : OpCase.FLOATS) {
            for (DType to : OpCase.FLOATS) {
                var g = new GraphBuilder();
                Value x = g.input("x", Type.of(from, 2));
                Value loss = g.sum(g.multiply(g.apply(new Cast(to), x), g.constant(NDArray.of(1.5, -0.25).cast(to))));
                Graph gradient = g.build(Autodiff.gradients(loss, List.of(x)));
                assertThat(Interpreter.run(gradient, Map.of("x", NDArray.of(1.0, 2.0).cast(from))).getFirst())
                        .isEqualTo(NDArray.of(1.5, -0.25).cast(from));
            }
        }
    }

    @Test
    void everyOpHasACase() {
        var forgotten = records(Op.class).filter(op -> op != Leaf.Input.class && op != Leaf.Variable.class)
                .flatMap(op -> Stream.of(op.getRecordComponents()).flatMap(OpCatalogueTest::choices).map(choice -> op.getSimpleName() + choice)
                        .collect(Collectors.collectingAndThen(Collectors.toList(), all -> all.isEmpty() ? List.of(op.getSimpleName()) : all)).stream())
                .filter(name -> OpCases.ALL.stream().noneMatch(c -> namesOf(c.op(c.types().iterator().next())).contains(name))).toList();
        assertThat(forgotten).as("ops, or choices of theirs, without a case in OpCases").isEmpty();
    }

    /// ` function=ADD` and so on: each choice that an attribute has.
    private static Stream<String> choices(RecordComponent attribute) {
        Object[] choices = attribute.getType() == boolean.class ? new Object[] {false, true}
                : attribute.getType() == DType.class || !attribute.getType().isEnum() ? new Object[0] : attribute.getType().getEnumConstants();
        return Stream.of(choices).map(choice -> " " + attribute.getName() + "=" + choice);
    }

    private static Set<String> namesOf(Op op) {
        var names = new HashSet<>(Set.of(op.getClass().getSimpleName()));
        for (RecordComponent attribute : op.getClass().getRecordComponents()) {
            try {
                names.add(op.getClass().getSimpleName() + " " + attribute.getName() + "=" + attribute.getAccessor().invoke(op));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
        return names;
    }

    private static Stream<Class<?>> records(Class<?> op) {
        return op.isRecord() ? Stream.of(op) : Stream.of(op.getPermittedSubclasses()).flatMap(OpCatalogueTest::records).distinct();
    }
}
