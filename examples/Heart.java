import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.data.Csv;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.*;
import org.keras4j.models.*;
import org.keras4j.text.Texts;
import static org.keras4j.activations.Activations.*;

// Whether a patient has a disease of the heart, from a table of numbers and words: `Heart.java CSV`, with
// http://storage.googleapis.com/download.tensorflow.org/data/heart.csv. After https://keras.io/examples/structured_data/structured_data_classification_with_feature_space/.

void main(String[] args) {
    // 1. Each column in its own way, and two together.
    var table = Csv.read(Path.of(args[0]));
    var space = FeatureSpace.create()
            .feature("sex", Feature.integerCategorical()).feature("cp", Feature.integerCategorical()).feature("fbs", Feature.integerCategorical())
            .feature("restecg", Feature.integerCategorical()).feature("exang", Feature.integerCategorical()).feature("ca", Feature.integerCategorical())
            .feature("thal", Feature.stringCategorical()).feature("age", Feature.floatDiscretized(30))
            .feature("trestbps", Feature.floatNormalized()).feature("chol", Feature.floatNormalized()).feature("thalach", Feature.floatNormalized())
            .feature("oldpeak", Feature.floatNormalized()).feature("slope", Feature.floatNormalized())
            .cross(64, "sex", "age").cross(16, "thal", "ca");
    space.adapt(table);

    // 2. What learns sees the columns encoded.
    var encoded = space.encoded();
    var hidden = Dropout.of(0.5).apply(Dense.of(32).activation(RELU).apply(encoded));
    var probability = Dense.of(1).activation(SIGMOID).apply(hidden);
    var network = Model.of(encoded, probability);
    network.compile("adam", "binary_crossentropy", "accuracy");
    network.fit(space.encode(table), table.integers("target"), Fit.epochs(50).validationSplit(0.2)
            .callbacks(EarlyStopping.of("val_loss").patience(5).restoreBestWeights()));

    // 3. What is used has the same layers, and takes a patient as the table has them.
    var whole = Model.of(space.inputs(), probability);
    var patient = new HashMap<String, NDArray>();
    Map.of("age", 60, "sex", 1, "cp", 1, "trestbps", 145, "chol", 233, "fbs", 1, "restecg", 2, "thalach", 150, "exang", 0)
            .forEach((column, value) -> patient.put(column, NDArray.of(new int[][] {{value}})));
    patient.put("oldpeak", NDArray.of(new float[][] {{2.3f}}));
    patient.put("slope", NDArray.of(new int[][] {{3}}));
    patient.put("ca", NDArray.of(new int[][] {{0}}));
    patient.put("thal", Texts.array("fixed"));
    IO.println("This patient has a disease of the heart with a probability of %.1f %%.".formatted(100 * whole.predict(patient).getFirst().item()));
}
