package org.keras4j.apps.cluster;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.GlorotUniform;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.LayerOptions;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// How much a code belongs to each cluster: Student's t-distribution with one degree of freedom around each centre, as in t-SNE
/// (Xie, Girshick and Farhadi 2016, formula 1). A layer of the application's own, as a user would write one.
///
/// | value    | shape                |
/// |----------|----------------------|
/// | input    | `[batch, features]`  |
/// | clusters | `[clusters, features]` |
/// | output   | `[batch, clusters]`, rows that add up to 1 |
@KerasSerializable(inPackage = "keras4j", name = "ClusteringLayer")
final class ClusteringLayer extends Layer implements LayerOptions<ClusteringLayer> {
    private @Nullable Variable centres;

    static final class Config extends LayerConfig {
        int clusters = 10;
    }

    ClusteringLayer(Config config) {
        super(config);
    }

    static ClusteringLayer of(int clusters) {
        var config = new Config();
        config.clusters = clusters;
        return new ClusteringLayer(config);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected void build(Type input) {
        centres = addWeight("clusters", Shape.of(config().clusters, input.shape().size(-1)), new GlorotUniform());
    }

    @Override
    protected Value call(Call c, Value codes) {
        Value distances = Ops.sum(Ops.square(Ops.subtract(Ops.expandDims(codes, 1), c.read(centres))), -1);
        Value nearness = Ops.divide(1, Ops.add(distances, 1));
        return Ops.divide(nearness, Ops.expandDims(Ops.sum(nearness, -1), -1));
    }
}
