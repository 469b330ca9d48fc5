import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SIGMOID;

import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Fit;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// Learns where a ring is, from points that are told whether they lie on it.
void main() {
    // 1. Data: points of a square, and whether their distance from the middle is between 0.4 and 0.8.
    RandomSeed.set(0);
    NDArray points = Philox.of(0).uniform(DType.FLOAT32, Shape.of(4000, 2), -1, 1);
    NDArray onRing = NDArray.generate(DType.FLOAT32, Shape.of(4000, 1),
            i -> isOnRing(points.get(i, 0), points.get(i, 1)) ? 1 : 0);

    // 2. A model.
    var model = Sequential.of(
            Input.shape(2),
            Dense.of(32).activation(RELU),
            Dense.of(32).activation(RELU),
            Dense.of(1).activation(SIGMOID));
    model.summary();

    // 3. How it learns.
    model.compile(Adam.of(0.01), Losses.binaryCrossentropy(), "accuracy");

    // 4. Learning; a fifth of the points says when it is enough.
    model.fit(points.rows(0, 3000), onRing.rows(0, 3000), Fit.epochs(40).batchSize(64).seed(0).validationSplit(0.2)
            .callbacks(EarlyStopping.of("val_loss").patience(5).restoreBestWeights()));

    // 5. How good it is on points that it has never seen.
    var score = model.evaluate(points.rows(3000, 4000), onRing.rows(3000, 4000));
    IO.println("Right on %.1f %% of 1000 new points.".formatted(100 * score.get("accuracy")));

    // 6. What it has learned.
    NDArray grid = NDArray.generate(DType.FLOAT32, Shape.of(21 * 41, 2), i -> i % 2 == 0 ? i / 2 % 41 / 20.0 - 1 : i / 82 / 10.0 - 1);
    NDArray picture = model.predict(grid).reshape(21, 41);
    for (int row = 0; row < 21; row++) {
        var line = new StringBuilder();
        for (int column = 0; column < 41; column++) {
            line.append(picture.get(row, column) > 0.5 ? '#' : '.');
        }
        IO.println(line);
    }
}

boolean isOnRing(double x, double y) {
    double distance = Math.hypot(x, y);
    return distance > 0.4 && distance < 0.8;
}
