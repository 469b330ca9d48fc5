import org.keras4j.data.Element;
import org.keras4j.engine.graph.*;
import org.keras4j.engine.tensor.*;
import org.keras4j.layers.*;
import org.keras4j.models.*;
import org.keras4j.ops.*;
import org.keras4j.optimizers.Adam;
import static org.keras4j.activations.Activations.*;

/// A pole on a cart (Barto, Sutton & Anderson 1983): pushed left or right every 20 ms, until it falls or 200 steps are done. Actor and critic learn to balance it: `CartPole.java 300`.
class Cart {
    static final int MOST = 200;
    static final Random RANDOM = new Random(1);
    double x, speed, angle = RANDOM.nextDouble(-0.05, 0.05), turn;
    int steps;

    float[] state() {
        return new float[] {(float) x, (float) speed, (float) angle, (float) turn};
    }

    boolean falls(int action) {
        double push = (action == 1 ? 10 : -10) + 0.05 * turn * turn * Math.sin(angle);
        double turning = (9.8 * Math.sin(angle) - Math.cos(angle) * push / 1.1) / (0.5 * (4.0 / 3 - 0.1 * Math.pow(Math.cos(angle), 2) / 1.1));
        x += 0.02 * speed;
        speed += 0.02 * (push - 0.05 * turning * Math.cos(angle)) / 1.1;
        angle += 0.02 * turn;
        turn += 0.02 * turning;
        return ++steps >= MOST || Math.abs(x) > 2.4 || Math.abs(angle) > 0.21;
    }
}

/// What the pole's state is worth, and how likely each push is: an actor and its critic (Konda & Tsitsiklis 1999).
class ActorCritic extends Model {
    final Dense common = Dense.of(128).activation(RELU), actor = Dense.of(2), critic = Dense.of(1);

    @Override
    protected List<Value> call(Call c, List<Value> state) {
        Value h = common.apply(c, state.getFirst());
        return List.of(Ops.softmax(actor.apply(c, h)), critic.apply(c, h));
    }

    /// Targets are what was done, and what it earned from there on; the steps of a shorter episode are filled up with weights of 0.
    @Override
    protected void trainStep(Call c, Samples batch) {
        List<Value> said = apply(c, batch.x());
        Value done = Ops.oneHot(batch.y().get(0), 2, DType.FLOAT32), earned = batch.y().get(1);
        Value surprise = Ops.subtract(earned, Ops.squeeze(said.get(1), 1));
        Value likely = Ops.log(Ops.sum(Ops.multiply(said.get(0), done), 1));
        Value loss = Ops.subtract(Ops.square(surprise), Ops.multiply(likely, Ops.stopGradient(surprise)));
        minimize(c, Ops.sum(Ops.multiply(loss, batch.weight())));
    }
}

void main(String[] args) {
    var model = new ActorCritic();
    model.compile(Adam.of(0.01));
    double usual = 0;
    for (int episode = 1; episode <= Integer.parseInt(args[0]); episode++) {
        var cart = new Cart();
        var states = new float[Cart.MOST][4];
        var done = new int[Cart.MOST];
        float[] earned = new float[Cart.MOST], counts = new float[Cart.MOST];
        boolean over = false;
        for (int i = 0; !over; i++) {
            states[i] = cart.state();
            NDArray likely = model.predictOnBatch(NDArray.of(new float[][] {states[i]})).getFirst();
            done[i] = Cart.RANDOM.nextDouble() < likely.get(0, 1) ? 1 : 0;
            counts[i] = 1;
            over = cart.falls(done[i]);
        }
        for (int i = cart.steps - 1; i >= 0; i--) {
            earned[i] = 0.01f + (i + 1 < Cart.MOST ? 0.99f * earned[i + 1] : 0);          // in hundredths: near what a new critic says
        }
        model.trainOnBatch(new Element(List.of(NDArray.of(states)), List.of(NDArray.of(done), NDArray.of(earned)), List.of(NDArray.of(counts))));
        usual += 0.05 * (cart.steps - usual);
        if (episode % 10 == 0) {
            IO.println("Episode %d: the pole stood for %d steps, usually %.0f.".formatted(episode, cart.steps, usual));
        }
    }
}
