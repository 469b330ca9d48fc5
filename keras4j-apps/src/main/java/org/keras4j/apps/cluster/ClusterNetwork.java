package org.keras4j.apps.cluster;

import static org.keras4j.activations.Activations.RELU;
import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Initializer;
import org.keras4j.initializers.VarianceScaling;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Conv2DTranspose;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Padding;
import org.keras4j.layers.Reshape;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;

/// An autoencoder, and its encoder with a layer of clusters on top, which share their weights.
///
/// @param encoder points `[batch, features]` to codes `[batch, width]`
/// @param decoder back again
/// @param clustering points to how much they belong to each cluster, `[batch, clusters]`
record ClusterNetwork(Functional encoder, Model decoder, Model clustering) {
    static final String FILE = "model.keras";
    private static final String DECODER_FILE = "decoder.keras";
    private static final int TOGETHER = 1000;
    private static final int SIDE = 28;
    /// Of a picture's code.
    private static final int WIDTH = 10;
    /// As Xie et al. have them, from the points to the code.
    private static final List<Integer> HIDDEN = List.of(500, 500, 2000);
    /// Tables have few features, and get narrower layers.
    private static final List<Integer> HIDDEN_OF_TABLES = List.of(64, 64, 128);

    /// How points become codes.
    enum Kind { DENSE, CONV }

    /// With weights drawn by the settings' seed.
    ///
    /// @throws IllegalArgumentException if a table shall be convolved
    static ClusterNetwork create(ClusterData data, Kind kind, int clusters, Report.Settings settings) {
        Computing.prepare(settings);
        int features = (int) data.points().size(1);
        return switch (data.form()) {
            case ClusterData.Form.Picture _ when kind == Kind.CONV -> convolutional(clusters);
            case ClusterData.Form.Picture _ -> dense(HIDDEN, features, WIDTH, clusters);
            case ClusterData.Form.Row _ when kind == Kind.CONV ->
                    throw new IllegalArgumentException("--network conv: expected pictures, got the rows of a table, which have no neighbours. Leave it out.");
            case ClusterData.Form.Row _ -> dense(HIDDEN_OF_TABLES, features, Math.min(features, 5), clusters);
        };
    }

    /// For pictures: 784-500-500-2000-10 and back, 3,330,794 parameters.
    static ClusterNetwork ofDigits() {
        return dense(HIDDEN, SIDE * SIDE, WIDTH, 10);
    }

    /// 32-64-128-10 and back, 275,979 parameters (Guo et al. 2017, Deep Clustering with Convolutional Autoencoders).
    static ClusterNetwork convolutional(int clusters) {
        var points = Input.shape(SIDE * SIDE);
        KerasTensor x = Reshape.of(SIDE, SIDE, 1).apply(points);
        x = Conv2D.of(32, 5).strides(2).padding(Padding.SAME).activation(RELU).apply(x);
        x = Conv2D.of(64, 5).strides(2).padding(Padding.SAME).activation(RELU).apply(x);
        x = Conv2D.of(128, 3).strides(2).activation(RELU).apply(x);
        var encoder = Model.of(points, Dense.of(WIDTH).apply(Flatten.create().apply(x))).name("encoder");

        var codes = Input.shape(WIDTH);
        KerasTensor y = Reshape.of(3, 3, 128).apply(Dense.of(3 * 3 * 128).activation(RELU).apply(codes));
        y = Conv2DTranspose.of(64, 3).strides(2).activation(RELU).apply(y);
        y = Conv2DTranspose.of(32, 5).strides(2).padding(Padding.SAME).activation(RELU).apply(y);
        y = Conv2DTranspose.of(1, 5).strides(2).padding(Padding.SAME).apply(y);
        var decoder = Model.of(codes, Flatten.create().apply(y)).name("decoder");

        return new ClusterNetwork(encoder, decoder, clustering(encoder, SIDE * SIDE, clusters));
    }

    /// @param width of a code
    private static ClusterNetwork dense(List<Integer> hidden, int features, int width, int clusters) {
        var points = Input.shape(features);
        var encoder = Model.of(points, linear(width).apply(relus(hidden, points.tensor()))).name("encoder");
        var codes = Input.shape(width);
        var decoder = Model.of(codes, linear(features).apply(relus(hidden.reversed(), codes.tensor()))).name("decoder");

        return new ClusterNetwork(encoder, decoder, clustering(encoder, features, clusters));
    }

    private static Model clustering(Model encoder, int features, int clusters) {
        var input = Input.shape(features);
        return Model.of(input, ClusteringLayer.of(clusters).name("clusters").apply(encoder.apply(input)));
    }

    /// The same with another number of clusters.
    ClusterNetwork clusters(int clusters) {
        return new ClusterNetwork(encoder, decoder, clustering(encoder, features(), clusters));
    }

    Model autoencoder() {
        var input = Input.shape(features());
        return Model.of(input, decoder.apply(encoder.apply(input)));
    }

    /// The belongings, and beside them the points as the codes have them: who clusters while reconstructing keeps codes that mean something
    /// (Guo et al. 2017, Improved Deep Embedded Clustering with Local Structure Preservation).
    Model joint() {
        var input = Input.shape(features());
        var codes = encoder.apply(input);
        return Model.of(input, List.of(clustering.getLayer("clusters").apply(codes), decoder.apply(codes)));
    }

    private static KerasTensor relus(List<Integer> units, KerasTensor x) {
        for (int count : units) {
            x = Dense.of(count).activation(RELU).kernelInitializer(start()).apply(x);
        }
        return x;
    }

    private static Dense linear(int units) {
        return Dense.of(units).kernelInitializer(start());
    }

    private static Initializer start() {
        return new VarianceScaling(null, 1 / 3.0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, null, null);
    }

    // ---- use -------------------------------------------------------------------------------------------------------

    int features() {
        return (int) encoder.inputs().getFirst().tensor().shape().size(1);
    }

    /// {@return `[clusters, width]`}
    NDArray centres() {
        return clustering.getLayer("clusters").getWeights().getFirst();
    }

    void centres(NDArray centres) {
        clustering.getLayer("clusters").setWeights(List.of(centres));
    }

    NDArray encode(NDArray points)   { return encoder.predict(points, Predict.defaults().batchSize(TOGETHER)); }
    NDArray decode(NDArray codes)    { return decoder.predict(codes, Predict.defaults().batchSize(TOGETHER)); }
    NDArray belongings(NDArray points) { return clustering.predict(points, Predict.defaults().batchSize(TOGETHER)); }

    // ---- files -----------------------------------------------------------------------------------------------------

    void save(RunFolder folder) {
        clustering.save(folder.place(FILE));
        decoder.save(folder.place(DECODER_FILE));
    }

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if a file is missing or broken, or holds a model of something else
    static ClusterNetwork load(EarlierRun run, Report.Settings settings) {
        Computing.prepare(settings);
        try {
            var clustering = run.model(FILE);
            if (!(clustering.getLayer("encoder") instanceof Functional encoder)) {
                throw new DataException(run.file(FILE) + ": expected a model with an encoder in it, got another one.");
            }
            return new ClusterNetwork(encoder, run.model(DECODER_FILE), clustering);
        } catch (IllegalArgumentException e) {
            throw new DataException(run.file(FILE) + ": expected a model of clusters, got another one. " + e.getMessage(), e);
        }
    }
}
