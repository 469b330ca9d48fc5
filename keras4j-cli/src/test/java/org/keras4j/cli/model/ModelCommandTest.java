package org.keras4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.cli.Main;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.SGD;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ModelCommandTest {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final NDArray x = Philox.of(1).normal(DType.FLOAT32, Shape.of(64, 3), 0, 1);
    private final NDArray y = x.slice(1, 0, 1).plus(x.slice(1, 1, 2));

    @TempDir
    Path folder;

    private Path file;
    private Path data;

    @BeforeEach
    void aModelAndData() {
        file = folder.resolve("line.keras");
        data = folder.resolve("d.npz");
        Sequential model = Sequential.of("line", Input.shape(3), Dense.of(1).name("sum"));
        model.compile(SGD.of(0.1), Losses.meanSquaredError(), "mae");
        model.save(file);
        Npz.write(data, Map.of("x", x, "y", y));
    }

    private String run(String... words) {
        results.reset();
        int status = Main.run(results, messages, words);
        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        return results.toString(StandardCharsets.UTF_8);
    }

    private String refused(String... words) {
        messages.reset();
        assertThat(Main.run(results, messages, words)).isEqualTo(2);
        return messages.toString(StandardCharsets.UTF_8);
    }

    @Test
    void summarizes() {
        assertThat(run("model", "summary", file.toString())).contains("Model: \"line\"", "sum (Dense)", "Trainable params: 4 (16.00 B)");
    }

    @Test
    void listsMembersAndArrays() {
        assertThat(run("model", "inspect", file.toString())).contains("config.json", "model.weights.h5")
                .containsPattern("12  float32\\[3, 1\\] +model.weights.h5/layers/dense/vars/0");
    }

    @Test
    void predictsWhatTheModelPredicts() {
        Path output = folder.resolve("y.npz");

        run("model", "predict", file.toString(), "--input", data.toString(), "--output", output.toString());

        assertThat(Npz.read(output).get("y")).isEqualTo(Model.load(file).predict(List.of(x)).getFirst());
    }

    /// The rule is a sum, which a linear model can follow exactly.
    @Test
    void trainsOnAndEvaluates() {
        Path trained = folder.resolve("trained.keras");

        run("model", "fit", file.toString(), "--data", data.toString(), "--epochs", "30", "--batch-size", "16", "--no-shuffle", "--output", trained.toString());

        assertThat(json("model", "evaluate", trained.toString(), "--data", data.toString(), "--json").get("loss").doubleValue()).isLessThan(1e-4);
        assertThat(json("model", "evaluate", file.toString(), "--data", data.toString(), "--json").get("mae").doubleValue()).isGreaterThan(0.1);
    }

    private JsonNode json(String... words) {
        return new ObjectMapper().readTree(run(words));
    }

    @Test
    void drawsInEachFormat() throws IOException {
        for (String name : List.of("m.svg", "m.dot")) {
            run("model", "plot", file.toString(), "--output", folder.resolve(name).toString());
            assertThat(Files.readString(folder.resolve(name))).contains("sum", "(None, 3)");
        }
    }

    @Test
    void convertsFilesOfKeras2() {
        Path converted = folder.resolve("new.keras");

        run("model", "convert", "../keras4j-core/src/test/resources/golden/hdf5/legacy.h5", converted.toString());

        assertThat(run("model", "summary", converted.toString())).contains("räume (Dense)");
    }

    @Test
    void looksAtTheOutputBeforeTheWork() {
        // There is no such model either: who is told of the output first has not waited for it.
        String none = folder.resolve("none.keras").toString();
        Path nowhere = folder.resolve("nowhere/y.npz");
        assertThat(refused("model", "predict", none, "--input", data.toString(), "--output", nowhere.toString()))
                .isEqualTo("keras4j: --output " + nowhere + ": expected a name that ends in .npz, in a folder that can be written.\n");
        assertThat(refused("model", "plot", none, "--output", "x.jpg"))
                .isEqualTo("keras4j: --output x.jpg: expected a name that ends in .svg or .png or .dot, in a folder that can be written.\n");
        assertThat(refused("model", "fit", none, "--data", data.toString(), "--output", folder.resolve("x.h5").toString())).contains("ends in .keras");
    }

    @Test
    void namesALabelThatIsNoClass() {
        Sequential model = Sequential.of("kinds", Input.shape(3), Dense.of(4));
        model.compile(SGD.of(0.1), Losses.sparseCategoricalCrossentropy());
        model.save(file);
        var labels = new int[64];
        labels[50] = 7;
        Npz.write(data, Map.of("x", x, "y", NDArray.of(labels)));

        String message = "keras4j: " + data + ": y[50]: expected a label from 0 to 3, of 4 classes, got 7. Correct the data.\n";
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString())).isEqualTo(message);
        assertThat(refused("model", "fit", file.toString(), "--data", data.toString(), "--output", folder.resolve("t.keras").toString())).endsWith(message);
    }

    @Test
    void saysWhatIsWrongInOneLine() throws IOException {
        Npz.write(data, Map.of("images", x));
        assertThat(refused("model", "predict", file.toString(), "--input", data.toString(), "--output", folder.resolve("y.npz").toString()))
                .contains("d.npz: expected an array x or x_input_layer, got [images]");

        Files.writeString(file, "no model");
        assertThat(refused("model", "summary", file.toString())).containsOnlyOnce("line.keras").hasLineCount(1);
        assertThat(refused("model", "inspect", folder.resolve("none.keras").toString()))
                .isEqualTo("keras4j: " + folder.resolve("none.keras") + ": there is no such file. Check the path.\n");
        assertThat(refused("model", "summary")).contains("Missing required parameter: 'FILE'");
    }
}
