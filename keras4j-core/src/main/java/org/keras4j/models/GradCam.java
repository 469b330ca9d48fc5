package org.keras4j.models;

import module java.base;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Normalization;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Where a classifier of pictures looks: Grad-CAM (Selvaraju et al. 2017). The maps `A` of a layer are weighed by how the score `y` of
/// a class grows with them:
///
/// `heat = relu(Σₖ αₖ Aₖ)` with `αₖ` the mean of `∂y/∂Aₖ` over all places.
///
/// The score is the one before the softmax, if the model ends in one. It sees the model's weights as they are when it is asked; the model
/// must be one of layers in a row or in a graph, of one input and one output `[batch, classes]`.
///
/// ```java
/// NDArray heat = GradCam.of(model, "conv2d_18").heat(pictures, classes);      // [n, rows, columns], from 0 to 1
/// ```
public final class GradCam {
    private static final int BATCH = 64;

    private final Heat heat;
    private final long classes;

    private GradCam(Heat heat, long classes) {
        this.heat = heat;
        this.classes = classes;
    }

    /// By the output of that layer, which is best the last with a place for each part of the picture.
    ///
    /// @throws NoSuchElementException when the model has no layer of that name
    /// @throws IllegalArgumentException when the layer's output is no `[batch, rows, columns, channels]`, or the model's no `[batch, classes]`
    public static GradCam of(Model model, String layer) {
        return of(model, output(model, model.getLayer(layer)));
    }

    /// By the last layer whose output has rows and columns.
    ///
    /// @throws IllegalArgumentException when there is none, or the model's output is no `[batch, classes]`
    public static GradCam of(Model model) {
        var maps = tensors(model).stream().filter(tensor -> tensor.shape().rank() == 4 && tensor.shape().size(1) > 1).toList();
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("GradCam of model '" + model.name() + "': expected a layer with an output [batch, rows, columns, channels], got none.");
        }
        return of(model, maps.getLast());
    }

    private static GradCam of(Model model, KerasTensor maps) {
        KerasTensor scores = tensors(model).getLast();
        if (maps.shape().rank() != 4) {
            throw new IllegalArgumentException("GradCam by layer '" + maps.layer().name() + "': expected an output [batch, rows, columns, channels], got "
                    + maps.shape() + ". Choose a convolution or a pooling.");
        }
        if (scores.shape().rank() != 2) {
            throw new IllegalArgumentException("GradCam of model '" + model.name() + "': expected an output [batch, classes], got " + scores.shape() + ".");
        }
        var both = Functional.between(new LayerConfig(), model.inputs(), List.of(maps, scores));
        return new GradCam(new Heat(both), scores.shape().size(1));
    }

    private static KerasTensor output(Model model, Layer layer) {
        return tensors(model).stream().filter(tensor -> tensor.layer() == layer).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("GradCam by layer '" + layer.name() + "': expected a layer with an output in model '" + model.name() + "'."));
    }

    /// What goes through, in the order in which it is computed.
    private static List<KerasTensor> tensors(Model model) {
        return switch (model) {
            case Sequential row -> row.tensors();
            case Functional graph -> {
                var last = graph.outputs().getFirst();
                var before = graph.wiring().calls().stream().flatMap(node -> node.outputs().stream()).filter(tensor -> tensor != last);
                yield Stream.concat(before, Stream.of(last)).toList();
            }
            default -> throw new IllegalArgumentException("GradCam of model '" + model.name() + "': expected a Sequential or functional model, got "
                    + model.getClass().getSimpleName() + ".");
        };
    }

    /// How much each place of a picture speaks for a class.
    ///
    /// @param pictures as the model takes them
    /// @param classes one for each picture, such as the predicted ones
    /// @return float32 `[n, rows, columns]` as the layer has them, each picture's from 0 to 1; all 0 where nothing speaks for the class
    /// @throws IllegalArgumentException for another number of classes than pictures, or a class that the model hasn't
    public NDArray heat(NDArray pictures, int[] classes) {
        int count = classes.length;
        if (pictures.size(0) != count) {
            throw new IllegalArgumentException("GradCam: expected a class for each of " + pictures.size(0) + " pictures, got " + count + ".");
        }
        for (int wanted : classes) {
            if (wanted < 0 || wanted >= this.classes) {
                throw new IllegalArgumentException("GradCam: expected classes from 0 to " + (this.classes - 1) + ", got " + wanted + ".");
            }
        }
        var oneHot = NDArray.generate(DType.FLOAT32, Shape.of(count, this.classes), i -> classes[(int) (i / this.classes)] == i % this.classes ? 1 : 0);
        return heat.predict(List.of(pictures, oneHot), Predict.defaults().batchSize(BATCH)).getFirst();
    }

    /// The model that computes it: forward, back to the maps, and their weighted sum in one program.
    private static final class Heat extends Model {
        private final Functional both;

        Heat(Functional both) {
            this.both = both;
        }

        @Override
        protected List<Layer> sublayers() {
            return List.of(both);
        }

        @Override
        protected List<Value> predictStep(Call c, List<Value> inputs) {
            var outputs = both.apply(c, inputs.subList(0, 1));
            Value maps = outputs.getFirst();
            Value score = Ops.sum(Ops.multiply(Ops.cast(beforeSoftmax(outputs.getLast()), DType.FLOAT32), inputs.getLast()));
            Value flow = Autodiff.gradients(score, List.of(maps)).getFirst();
            Value weights = Ops.meanKeeping(Ops.cast(flow, DType.FLOAT32), 1, 2);
            Value heat = Ops.relu(Ops.sum(Ops.multiply(weights, Ops.cast(maps, DType.FLOAT32)), -1));
            // The least normal number, lest a picture without any heat divides by zero.
            return List.of(Ops.divide(heat, Ops.maximum(Ops.maxKeeping(heat, 1, 2), Float.MIN_NORMAL)));
        }

        /// A softmax that is sure lets hardly any gradient through, and mixes in what speaks against other classes.
        private static Value beforeSoftmax(Value scores) {
            return scores.builder().nodes().stream().filter(node -> node.outputs().contains(scores) && node.op() instanceof Normalization.Softmax)
                    .map(node -> node.input(0)).findFirst().orElse(scores);
        }
    }
}
