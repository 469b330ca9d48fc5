import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.*;
import org.keras4j.layers.*;
import org.keras4j.metrics.*;
import org.keras4j.models.*;
import org.keras4j.ops.*;
import org.keras4j.optimizers.*;
import org.keras4j.plots.ImageGrid;
import static org.keras4j.activations.Activations.*;

// Digits that nobody wrote, by two networks that learn from each other: `Gan.java NPZ PNG`, with Keras' mnist.npz, and where the picture goes. After https://keras.io/examples/generative/wgan_gp/.

/// A generator that learns from a critic, by Wasserstein's distance with a penalty on the critic's slope (Gulrajani et al. 2017).
class WassersteinGan extends Model {
    static final int NOISE = 64, CRITIC_STEPS = 3;
    final Model generator, critic;
    final Optimizer generatorOptimizer = Adam.of(2e-4).beta1(0.5), criticOptimizer = Adam.of(2e-4).beta1(0.5);
    final Mean generatorLoss = Mean.of("g_loss"), criticLoss = Mean.of("c_loss");

    WassersteinGan(Model generator, Model critic) {
        this.generator = generator;
        this.critic = critic;
    }

    @Override
    protected void trainStep(Call c, Samples batch) {
        Value real = batch.input();
        for (int i = 0; i < CRITIC_STEPS; i++) {
            Value fake = fake(c, real);
            Value distance = Ops.subtract(Ops.mean(critic.apply(c, fake)), Ops.mean(critic.apply(c, real)));
            Value loss = Ops.add(distance, Ops.multiply(10, penalty(c, real, fake)));
            minimize(c, loss, criticOptimizer, critic.trainableWeights());
            criticLoss.add(c, loss);
        }
        Value loss = Ops.negative(Ops.mean(critic.apply(c, fake(c, real))));
        minimize(c, loss, generatorOptimizer, generator.trainableWeights());
        generatorLoss.add(c, loss);
    }

    /// As many as there are real pictures.
    Value fake(Call c, Value real) {
        return generator.apply(c, RandomOps.normal(c, seed(null), Shape.of(real.shape().size(0), NOISE), 0, 1, DType.FLOAT32));
    }

    /// How far the critic's slope is from 1 between real and fake pictures: a gradient, of which another is taken.
    Value penalty(Call c, Value real, Value fake) {
        Value share = RandomOps.uniform(c, seed(null), Shape.of(real.shape().size(0), 1, 1, 1), 0, 1, DType.FLOAT32);
        Value between = Ops.add(real, Ops.multiply(share, Ops.subtract(fake, real)));
        Value slope = Ops.gradient(critic.apply(c, between), between);
        Value steepness = Ops.sqrt(Ops.sum(Ops.square(slope), 1, 2, 3));
        return Ops.mean(Ops.square(Ops.subtract(steepness, 1)));
    }
}

void main(String[] args) {
    Path file = Path.of(args[1]);
    var digits = Npz.read(Path.of(args[0])).get("x_train").expandDims(-1).dividedBy(255.0);

    var generator = Sequential.of(Input.shape(WassersteinGan.NOISE),
            Dense.of(7 * 7 * 64).useBias(false), BatchNormalization.create(), ReLU.create(), Reshape.of(7, 7, 64),
            Conv2DTranspose.of(32, 4).strides(2).padding("same").useBias(false), BatchNormalization.create(), ReLU.create(),
            Conv2DTranspose.of(1, 4).strides(2).padding("same").activation(SIGMOID));
    var critic = Sequential.of(Input.shape(28, 28, 1), Conv2D.of(32, 5).strides(2).padding("same"), LeakyReLU.create().negativeSlope(0.2),
            Conv2D.of(64, 5).strides(2).padding("same"), LeakyReLU.create().negativeSlope(0.2), Flatten.create(), Dropout.of(0.2), Dense.of(1));

    var gan = new WassersteinGan(generator, critic);
    gan.compile();
    gan.fit(digits, Fit.epochs(5).batchSize(64));

    var noise = Philox.of(1).normal(DType.FLOAT32, Shape.of(64, WassersteinGan.NOISE), 0, 1);
    ImageGrid.of("Digits that nobody wrote", generator.predict(noise), List.of(), 8).write(file);
    IO.println(file + ": 64 digits that nobody wrote.");
}
