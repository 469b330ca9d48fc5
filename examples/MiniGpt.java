import org.keras4j.callbacks.*;
import org.keras4j.data.*;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.*;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.models.*;
import org.keras4j.ops.*;
import static org.keras4j.activations.Activations.*;

// Learns to write like a text, sign by sign: `MiniGpt.java TEXT [EPOCHS]`, with a text of 100 kB or more, such as
// https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt. After https://keras.io/examples/generative/text_generation_with_miniature_gpt/.

static final int LENGTH = 64, WIDTH = 128, HEADS = 4;

void main(String[] args) throws IOException {
    // 1. Signs as numbers; of each window all but the last, and what follows each of them.
    String text = Files.readString(Path.of(args[0]));
    String signs = text.chars().distinct().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    var numbers = NDArray.of(text.chars().map(signs::indexOf).toArray());
    var windows = TimeSeries.of(numbers, LENGTH + 1).sequenceStride(LENGTH / 2).shuffle(1).batchSize(64).dataset()
            .map(batch -> Element.of(batch.input().slice(1, 0, LENGTH), batch.input().slice(1, 1, LENGTH + 1)));

    // 2. The network.
    var input = Input.shape(LENGTH).dtype(DType.INT32);
    var x = new TokenAndPosition(signs.length()).apply(input);
    for (int block = 0; block < 2; block++) {
        x = LayerNormalization.create().apply(x.plus(MultiHeadAttention.of(HEADS, WIDTH / HEADS).dropout(0.1).useCausalMask(true).apply(x, x)));
        x = LayerNormalization.create().apply(x.plus(Dense.of(WIDTH).apply(Dense.of(4 * WIDTH).activation(GELU).apply(x))));
    }
    var model = Model.of(input, Dense.of(signs.length()).apply(x));
    model.compile("adam", Losses.sparseCategoricalCrossentropy().fromLogits(), "accuracy");

    // 3. It shows what it has learnt after each epoch.
    model.fit(windows, Fit.epochs(args.length > 1 ? Integer.parseInt(args[1]) : 5).callbacks(new Writer(signs, text.substring(0, LENGTH))));
}

static final class TokenAndPosition extends Layer {
    private final Embedding positions = Embedding.of(LENGTH, WIDTH);
    private final Embedding tokens;

    TokenAndPosition(int signs) {
        tokens = Embedding.of(signs, WIDTH);
    }

    @Override
    protected Value call(Call c, Value x) {
        return Ops.add(tokens.apply(c, x), positions.apply(c, Ops.arange(x, LENGTH, DType.INT32)));
    }
}

/// Goes on with a beginning, sign by sign.
static final class Writer extends Callback {
    private final RandomGenerator random = new Random(1);
    private final String signs;
    private final String beginning;

    Writer(String signs, String beginning) {
        this.signs = signs;
        this.beginning = beginning;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        var written = new StringBuilder(beginning);
        while (written.length() < 4 * LENGTH) {
            int[] seen = written.substring(written.length() - LENGTH).chars().map(signs::indexOf).toArray();
            NDArray logits = model().predict(NDArray.of(new int[][] {seen})).row(0).row(LENGTH - 1);
            // The largest after Gumbel's noise is drawn as often as softmax says, here of logits at a temperature of 0.7.
            long drawn = logits.map(logit -> logit / 0.7 - Math.log(-Math.log(random.nextDouble()))).argMax();
            written.append(signs.charAt((int) drawn));
        }
        IO.println("\n" + written + "\n");
    }
}
