package org.keras4j.apps.resnet;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Layer;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Mean;
import org.keras4j.metrics.Metric;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;
import org.keras4j.models.Samples;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.SGD;

/// How much of the loss's gradient arrives at each convolution of 3 × 3, from the first to the last: `|∂loss/∂kernel|`, in the mode of
/// training, without changing a weight. Moves the running means of the network, so it is given a copy.
final class GradientNorms extends Model {
    private final Functional network;
    private final List<Variable> kernels;
    private final List<Mean> norms;

    private GradientNorms(Functional network) {
        this.network = network;
        this.kernels = network.layers().stream().filter(Conv2D.class::isInstance).map(layer -> layer.weights().getFirst())
                .filter(kernel -> kernel.shape().size(0) == 3).toList();
        this.norms = IntStream.range(0, kernels.size()).mapToObj(i -> Mean.of("norm_" + i)).toList();
    }

    /// @param batches over which the norms are averaged, scaled as in training
    /// @return one for each layer
    static double[] of(Functional network, List<Element> batches) {
        var norms = new GradientNorms(network);
        norms.compile(SGD.of(0), Losses.sparseCategoricalCrossentropy());
        batches.forEach(norms::trainOnBatch);
        return norms.norms.stream().mapToDouble(Mean::result).toArray();
    }

    @Override
    protected List<Layer> sublayers() {
        return List.of(network);
    }

    @Override
    protected void trainStep(Call c, Samples batch) {
        Value said = network.apply(c, batch.input());
        Value loss = Losses.sparseCategoricalCrossentropy().total(c, batch.target(), said, null);
        var flows = c.gradients(loss, kernels);
        for (int i = 0; i < flows.size(); i++) {
            norms.get(i).add(c, Ops.sqrt(Ops.sum(Ops.square(flows.get(i)))), null);
        }
    }

    @Override
    protected List<Metric> extraMetrics() {
        return List.copyOf(norms);
    }
}
