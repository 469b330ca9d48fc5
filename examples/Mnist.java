import org.keras4j.engine.tensor.*;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.models.*;
import org.keras4j.optimizers.Adam;
import static org.keras4j.activations.Activations.*;

void main(String[] args) {
    var data = Npz.read(Path.of(args[0]));

    var model = Sequential.of(
            Input.shape(28, 28), Reshape.of(28, 28, 1), Rescaling.of(1.0 / 255),
            Conv2D.of(32, 5).activation(RELU), MaxPooling2D.of(2),
            Conv2D.of(64, 5).activation(RELU), MaxPooling2D.of(2),
            Flatten.create(), Dense.of(1000).activation(RELU), Dense.of(10).activation(SOFTMAX));
    model.compile(Adam.create(), Losses.sparseCategoricalCrossentropy(), "accuracy");
    model.fit(data.get("x_train"), data.get("y_train"), Fit.epochs(3).batchSize(128).validationSplit(0.1));

    var score = model.evaluate(data.get("x_test"), data.get("y_test"));
    IO.println("Right on %.2f %% of the test images.".formatted(100 * score.get("accuracy")));
}
