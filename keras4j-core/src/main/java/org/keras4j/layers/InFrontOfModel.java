package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;

/// Works on texts, or on numbers in a way that no program can. It stands in front of a model, or behind an [Input] of one with at most other layers
/// that number categories between; there Java applies it to each batch before the model's program gets it.
public abstract sealed class InFrontOfModel extends Layer permits HashingLayer, IndexLookup, TextVectorization {
    InFrontOfModel(LayerConfig config) {
        super(config);
    }

    /// Whether that call is one that Java makes.
    public static boolean isIn(KerasNode node) {
        return node.layer() instanceof InFrontOfModel layer && layer.standsBehind(node.inputs());
    }

    private boolean standsBehind(List<KerasTensor> inputs) {
        return needsJava() && inputs.stream().allMatch(InFrontOfModel::isKnownInFront);
    }

    /// Data as they enter, and numbers of categories that are made of them, such as a [HashedCrossing] joins.
    private static boolean isKnownInFront(KerasTensor tensor) {
        return tensor.layer() instanceof Input
                || (tensor.layer() instanceof InFrontOfModel || tensor.layer() instanceof Discretization)
                && tensor.node().inputs().stream().allMatch(InFrontOfModel::isKnownInFront);
    }

    /// Whether no program can do what it is asked for.
    boolean needsJava() {
        return true;
    }

    /// What it makes of a batch.
    ///
    /// @param inputs the arrays, of texts as [org.keras4j.text.Texts] makes them
    /// @param from what each stands for in the model
    public final NDArray answer(List<NDArray> inputs, List<KerasTensor> from) {
        return answer(IntStream.range(0, inputs.size()).mapToObj(i -> Cells.of(inputs.get(i), from.get(i))).toList());
    }

    abstract NDArray answer(List<Cells> inputs);

    /// What [#answer] is like.
    abstract KerasNode.Result result(List<PartialShape> inputs);

    @Override
    List<KerasNode.Result> results(List<KerasTensor> inputs, @Nullable KerasTensor said) {
        return standsBehind(inputs) ? untraced(inputs) : super.results(inputs, said);
    }

    final List<KerasNode.Result> untraced(List<KerasTensor> inputs) {
        List<PartialShape> shapes = inputs.stream().map(KerasTensor::shape).toList();
        noteInputs(shapes);
        buildFor(inputs.stream().map(StandIns.FIRST::typeOf).toList());
        return List.of(result(shapes));
    }

    /// Numbers of this shape in the form that was asked for.
    static KerasNode.Result encoded(PartialShape numbers, OutputMode mode, long depth, DType type) {
        // How much each counts is learnt, or read from the file, later than this is asked; it doesn't change the shape.
        OutputMode form = mode == OutputMode.TF_IDF ? OutputMode.COUNT : mode;
        return new Encoder(x -> form.encoded(x, depth, type, null)).results(List.of(Input.batchShape(numbers).dtype(DType.INT64).tensor()), null).getFirst();
    }

    @Override
    protected Value call(Call c, Value x) {
        throw new IllegalStateException(place() + ": expected to stand in front of a model or right behind its inputs, got a place among its "
                + "other layers, whose program has no texts. Apply it to the data, and give the model what it answers.");
    }
}
