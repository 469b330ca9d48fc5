import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.*;
import org.keras4j.layers.*;
import org.keras4j.metrics.*;
import org.keras4j.models.*;
import org.keras4j.ops.*;
import org.keras4j.optimizers.Adam;
import org.keras4j.plots.ImageGrid;
import static org.keras4j.activations.Activations.*;

// A map of all digits, by a variational autoencoder: `Vae.java NPZ PNG`, with Keras' mnist.npz, and where the picture goes. After https://keras.io/examples/generative/vae/.

/// A point near the mean, as far from it as the variance says.
class Sampling extends Layer {
    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Value mean = inputs.get(0), logVariance = inputs.get(1);
        Value noise = RandomOps.normal(c, seed(null), mean.shape(), 0, 1, mean.dtype());
        return List.of(Ops.add(mean, Ops.multiply(Ops.exp(Ops.multiply(0.5, logVariance)), noise)));
    }
}

/// Variational autoencoder (Kingma & Welling 2013).
class Autoencoder extends Model {
    final Model encoder, decoder;
    final Mean loss = Mean.of("loss"), reconstruction = Mean.of("reconstruction_loss"), kl = Mean.of("kl_loss");

    Autoencoder(Model encoder, Model decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    protected void trainStep(Call c, Samples batch) {
        Value x = batch.input();
        List<Value> code = encoder.apply(c, List.of(x));
        Value mean = code.get(0), logVariance = code.get(1), z = code.get(2);
        Value error = Ops.mean(Ops.sum(Ops.binaryCrossentropy(x, decoder.apply(c, z)), 1, 2, 3));
        Value spread = Ops.subtract(Ops.add(1, logVariance), Ops.add(Ops.square(mean), Ops.exp(logVariance)));
        Value divergence = Ops.mean(Ops.sum(Ops.multiply(-0.5, spread), 1));
        Value total = Ops.add(error, divergence);
        minimize(c, total);
        loss.add(c, total);
        reconstruction.add(c, error);
        kl.add(c, divergence);
    }
}

void main(String[] args) {
    Path file = Path.of(args[1]);
    var digits = Npz.read(Path.of(args[0])).get("x_train").expandDims(-1).dividedBy(255.0);

    var picture = Input.shape(28, 28, 1);
    var h = Conv2D.of(32, 3).activation(RELU).strides(2).padding("same").apply(picture);
    h = Conv2D.of(64, 3).activation(RELU).strides(2).padding("same").apply(h);
    h = Dense.of(16).activation(RELU).apply(Flatten.create().apply(h));
    var mean = Dense.of(2).name("z_mean").apply(h);
    var logVariance = Dense.of(2).name("z_log_var").apply(h);
    var encoder = Model.of(picture, List.of(mean, logVariance, new Sampling().apply(mean, logVariance)));
    var decoder = Sequential.of(Input.shape(2), Dense.of(7 * 7 * 64).activation(RELU), Reshape.of(7, 7, 64),
            Conv2DTranspose.of(64, 3).activation(RELU).strides(2).padding("same"),
            Conv2DTranspose.of(32, 3).activation(RELU).strides(2).padding("same"),
            Conv2DTranspose.of(1, 3).activation(SIGMOID).padding("same"));

    var vae = new Autoencoder(encoder, decoder);
    vae.compile(Adam.create());
    vae.fit(digits, Fit.epochs(10).batchSize(128));

    int side = 15;                                                  // codes from -2 to 2 on both axes
    var codes = NDArray.generate(DType.FLOAT32, Shape.of(side * side, 2),
            i -> i % 2 == 0 ? 4.0 * (i / 2 % side) / (side - 1) - 2 : 2 - 4.0 * (i / 2 / side) / (side - 1));
    ImageGrid.of("The digits between", decoder.predict(codes), List.of(), side).write(file);
    IO.println(file + ": digits all over the plane of codes.");
}
