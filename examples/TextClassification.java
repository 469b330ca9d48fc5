import org.keras4j.config.*;
import org.keras4j.data.*;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.*;
import org.keras4j.models.*;
import org.keras4j.ops.*;
import org.keras4j.text.Texts;
import static org.keras4j.activations.Activations.*;

// A Transformer of layers of one's own reads texts: `TextClassification.java FOLDER`, where a folder of .txt files for each class lies, such as neg and pos of
// aclImdb/train (https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz). After https://keras.io/examples/nlp/text_classification_with_transformer/.

static final int WORDS = 20_000, LENGTH = 200, WIDTH = 32;

void main(String[] args) throws IOException {
    // 1. Texts become numbers, once.
    var folder = TextFolder.of(Path.of(args[0])).shuffle(1);
    var training = folder.part(0.2, Subset.TRAINING, 1337);
    var validation = folder.part(0.2, Subset.VALIDATION, 1337);
    var words = TextVectorization.create().maxTokens(WORDS).outputSequenceLength(LENGTH);
    words.adapt(training.texts());

    // 2. The network.
    var numbers = Input.shape(LENGTH).dtype(DType.INT64);
    var x = new TransformerBlock().apply(new TokenAndPositionEmbedding().apply(numbers));
    x = Dropout.of(0.1).apply(GlobalAveragePooling1D.create().apply(x));
    x = Dropout.of(0.1).apply(Dense.of(20).activation(RELU).apply(x));
    var network = Model.of(numbers, Dense.of(training.classNames().size()).activation(SOFTMAX).apply(x));
    network.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    network.fit(training.dataset(words::apply).cache(), Fit.epochs(2).validationData(validation.dataset(words::apply).cache()));

    // 3. With the words in front it takes texts; so it is saved, loaded, and measured.
    var texts = Input.shape(1).texts();
    Path file = Files.createTempFile("texts", ".keras");
    Model.of(texts, network.apply(words.apply(texts))).save(file);
    FromKeras.register(TransformerBlock.class);
    FromKeras.register(TokenAndPositionEmbedding.class);
    var whole = Model.load(file);
    Files.delete(file);
    whole.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    IO.println("Right on %.1f %% of the validation texts.".formatted(100 * whole.evaluate(validation.dataset(), Evaluate.defaults()).get("accuracy")));
    for (var text : List.of("A moving film, and superbly played.", "What a dull, badly written waste of two hours.")) {
        IO.println(text + " " + training.classNames() + ": " + whole.predict(Texts.array(text)));
    }
}

@KerasSerializable
static final class TransformerBlock extends Layer {
    private final MultiHeadAttention attention = MultiHeadAttention.of(2, WIDTH);
    private final Sequential mlp = Sequential.of(Dense.of(32).activation(RELU), Dense.of(WIDTH));
    private final LayerNormalization first = LayerNormalization.create().epsilon(1e-6);
    private final LayerNormalization second = LayerNormalization.create().epsilon(1e-6);
    private final Dropout dropout = Dropout.of(0.1);

    @Override
    protected Value call(Call c, Value x) {
        var attended = first.apply(c, Ops.add(x, dropout.apply(c, attention.apply(c, List.of(x, x)).getFirst())));
        return second.apply(c, Ops.add(attended, dropout.apply(c, mlp.apply(c, attended))));
    }
}

@KerasSerializable
static final class TokenAndPositionEmbedding extends Layer {
    private final Embedding tokens = Embedding.of(WORDS, WIDTH);
    private final Embedding positions = Embedding.of(LENGTH, WIDTH);

    @Override
    protected Value call(Call c, Value x) {
        return Ops.add(tokens.apply(c, x), positions.apply(c, Ops.arange(x, x.shape().size(1), DType.INT32)));
    }
}
