import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.data.*;
import org.keras4j.engine.tensor.*;
import org.keras4j.layers.*;
import org.keras4j.models.*;

// Foretells the temperature of the next half day from five days of weather: `Weather.java CSV`, with ten minutes a row, such as
// https://storage.googleapis.com/tensorflow/tf-keras-datasets/jena_climate_2009_2016.csv.zip. After https://keras.io/examples/timeseries/timeseries_weather_forecasting/.

static final int PAST = 720, FUTURE = 72, STEP = 6;                   // rows: five days, twelve hours, one hour

void main(String[] args) {
    // 1. Columns of a table, each scaled by what the first part says of it.
    var table = Csv.read(Path.of(args[0]));
    var columns = table.numbers("T (degC)", "p (mbar)", "VPmax (mbar)", "VPdef (mbar)", "sh (g/kg)", "rho (g/m**3)", "wv (m/s)");
    int training = (int) (0.715 * table.rows());
    NDArray mean = columns.rows(0, training).mean(0);
    NDArray deviation = columns.rows(0, training).std(0);
    NDArray scaled = columns.minus(mean).dividedBy(deviation);

    // 2. Windows: what goes with the one that begins at row i is the temperature at row i + PAST + FUTURE.
    NDArray temperature = scaled.slice(1, 0, 1);
    NDArray later = temperature.rows(PAST + FUTURE, table.rows());
    var windows = TimeSeries.of(scaled, PAST / STEP).samplingRate(STEP).targets(later).batchSize(256);
    Dataset train = windows.part(0, training).shuffle(1).dataset().prefetch(2);
    Dataset validation = windows.part(training, table.rows()).dataset();

    // 3. The network.
    var model = Sequential.of(Input.shape(PAST / STEP, columns.size(1)), LSTM.of(32), Dense.of(1));
    model.compile("adam", "mse", "mae");
    model.fit(train, Fit.epochs(3).validationData(validation).callbacks(EarlyStopping.of("val_loss").patience(2).restoreBestWeights()));

    // 4. In degrees, beside the guess that the weather stays as it is.
    double degrees = deviation.get(0);
    double stays = validation.stream().mapToDouble(batch -> batch.target().minus(now(batch)).abs().sum().item()).sum()
            / validation.stream().mapToLong(batch -> batch.target().size(0)).sum();
    IO.println("Off by %.2f degrees; by %.2f who says that it stays as warm as it is.".formatted(
            degrees * model.evaluate(validation, Evaluate.defaults()).get("mae"), degrees * stays));
    Element batch = validation.stream().findFirst().orElseThrow();
    NDArray foretold = model.predict(batch.input());
    for (int hours = 0; hours < batch.input().size(0) / STEP && hours < 24; hours += 4) {
        int row = hours * STEP;
        IO.println("now %5.1f, in twelve hours %5.1f, foretold %5.1f".formatted(
                celsius(now(batch), row, mean, degrees), celsius(batch.target(), row, mean, degrees), celsius(foretold, row, mean, degrees)));
    }
}

/// The temperature at the end of each window, `[batch, 1]`.
static NDArray now(Element batch) {
    return batch.input().slice(1, PAST / STEP - 1, PAST / STEP).slice(2, 0, 1).reshape(-1, 1);
}

static double celsius(NDArray scaled, int row, NDArray mean, double degrees) {
    return scaled.get(row, 0) * degrees + mean.get(0);
}
