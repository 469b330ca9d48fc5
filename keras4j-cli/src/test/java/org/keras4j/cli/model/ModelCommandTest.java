package org.keras4j.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.keras4j.layers.Rescaling;
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
    void listsMembersAndArrays() throws IOException {
        assertThat(run("model", "inspect", file.toString())).contains("config.json", "model.weights.h5")
                .containsPattern("12  float32\\[3, 1\\] +model.weights.h5/layers/dense/vars/0");
        try (var zip = FileSystems.newFileSystem(file)) {
            Files.writeString(zip.getPath("model.weights.h5"), "no weights");
        }
        assertThat(refused("model", "inspect", file.toString())).startsWith("keras4j: " + file + " > model.weights.h5 > byte 0: expected the signature of HDF5");
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

        assertThat(messages.toString(StandardCharsets.UTF_8)).contains("Epoch 30/30", "4/4");
        assertThat(refused("model", "evaluate", trained.toString(), "--data", data.toString(), "--batch-size", "0")).contains("expected a batchSize of 1 or more, got 0");
        assertThat(json("model", "evaluate", trained.toString(), "--data", data.toString(), "--json").get("loss").doubleValue()).isLessThan(1e-4);
        assertThat(json("model", "evaluate", file.toString(), "--data", data.toString(), "--json").get("mae").doubleValue()).isGreaterThan(0.1);
    }

    private JsonNode json(String... words) {
        return new ObjectMapper().readTree(run(words));
    }

    /// By arithmetic: two steps of SGD by 0.1 times the gradient of the mean of squares, sample after sample in their order.
    @Test
    void takesTheSamplesInTheirOrderIfAsked() {
        float[] w = weights(file);
        for (int i = 0; i < 2; i++) {
            double error = w[0] * x.get(i, 0) + w[1] * x.get(i, 1) + w[2] * x.get(i, 2) + w[3] - y.get(i, 0);
            for (int k = 0; k < 4; k++) {
                w[k] -= (float) (0.1 * 2 * error * (k < 3 ? x.get(i, k) : 1));
            }
        }
        Npz.write(data, Map.of("x", x.rows(0, 2), "y", y.rows(0, 2)));

        assertThat(fitted("--batch-size", "1", "--no-shuffle")).containsExactly(w, within(1e-6f));
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertThat(fitted("--seed", "3")).isEqualTo(fitted("--seed", "3")).isNotEqualTo(fitted("--seed", "4"));
        assertThat(fitted()).isEqualTo(fitted("--seed", "0", "--batch-size", "32", "--epochs", "1"));
    }

    private float[] fitted(String... options) {
        Path trained = folder.resolve("trained.keras");
        run(Stream.concat(Stream.of("model", "fit", file.toString(), "--data", data.toString(), "--output", trained.toString()), Stream.of(options)).toArray(String[]::new));
        return weights(trained);
    }

    private static float[] weights(Path file) {
        return NDArray.concat(0, Model.load(file).weights().stream().map(weight -> weight.value().flatten()).toArray(NDArray[]::new)).toFloatArray();
    }

    /// The first output is the first input, the second twice the second, and the names say which is which.
    @Test
    void arraysGoByTheNamesOfInputsAndOutputs() {
        var a = Input.shape(1).name("a");
        var b = Input.shape(1).name("b");
        Model model = Model.of(List.of(a, b), List.of(Rescaling.of(1).name("same").apply(a), Rescaling.of(2).name("twice").apply(b)));
        model.compile(SGD.of(0.1), Losses.meanSquaredError());
        model.save(file);
        NDArray one = NDArray.of(new float[][] {{1}, {2}});
        NDArray two = NDArray.of(new float[][] {{10}, {20}});
        Path output = folder.resolve("y.npz");
        Npz.write(data, Map.of("x", two, "x_b", two, "x_a", one, "y_twice", two, "y_same", one));

        run("model", "predict", file.toString(), "--input", data.toString(), "--output", output.toString());

        assertThat(Npz.read(output)).containsOnly(Map.entry("y_same", one), Map.entry("y_twice", two.times(2)));
        // (10² + 20²) / 2 of the second alone.
        assertThat(run("model", "evaluate", file.toString(), "--data", data.toString())).startsWith("loss: 250.0\n");
        Npz.write(data, Map.of("x_b", two, "x_a", one, "y_twice", two));
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString())).contains("expected arrays [y_same, y_twice], got [");
    }

    @Test
    void looksIntoModelsInside() {
        Sequential inner = Sequential.of("inner", Input.shape(3), Dense.of(2).name("deep"));
        Sequential.of("outer", Input.shape(3), inner).save(file);

        assertThat(run("model", "summary", file.toString())).contains("inner").doesNotContain("deep");
        assertThat(run("model", "summary", file.toString(), "--expand-nested")).contains("inner", "deep");
    }

    @Test
    void drawsInEachFormat() throws IOException {
        for (String name : List.of("m.svg", "m.dot")) {
            run("model", "plot", file.toString(), "--output", folder.resolve(name).toString());
            assertThat(Files.readString(folder.resolve(name))).contains("sum", "(None, 3)");
        }
        assertThat(Files.readString(folder.resolve("m.dot"))).contains("rankdir=TB;");
        run("model", "plot", file.toString(), "--output", folder.resolve("m.png").toString());
        assertThat(Files.readAllBytes(folder.resolve("m.png"))).startsWith(0x89, 'P', 'N', 'G');
        Path turned = folder.resolve("turned.dot");
        run("model", "plot", file.toString(), "--output", turned.toString(), "--direction", "LR", "--show", "LAYER_NAMES,DTYPE");
        assertThat(Files.readString(turned)).contains("rankdir=LR;", "sum", "float32").doesNotContain("(None, 3)");
    }

    @Test
    void convertsFilesOfKeras2() {
        Path converted = folder.resolve("new.keras");

        run("model", "convert", "../keras4j-core/src/test/resources/golden/hdf5/legacy.h5", converted.toString());

        assertThat(run("model", "summary", converted.toString())).contains("räume (Dense)");
        run("model", "convert", file.toString(), converted.toString());
        assertThat(Model.load(converted).isCompiled()).isTrue();
    }

    @Test
    void looksAtTheOutputBeforeTheWork() throws IOException {
        // There is no such model either: who is told of the output first has not waited for it.
        String none = folder.resolve("none.keras").toString();
        Path nowhere = folder.resolve("nowhere/y.npz");
        assertThat(refused("model", "predict", none, "--input", data.toString(), "--output", nowhere.toString()))
                .isEqualTo("keras4j: --output " + nowhere + ": expected a name that ends in .npz, in a folder that can be written.\n");
        assertThat(refused("model", "plot", none, "--output", "x.dot")).as("a name in the folder one is in").startsWith("keras4j: " + none + ": there is no such file.");
        assertThat(refused("model", "plot", none, "--output", "x.jpg"))
                .isEqualTo("keras4j: --output x.jpg: expected a name that ends in .svg or .png or .dot, in a folder that can be written.\n");
        assertThat(refused("model", "fit", none, "--data", data.toString(), "--output", folder.resolve("x.h5").toString())).contains("ends in .keras");
        Path taken = Files.createDirectory(folder.resolve("taken.keras"));
        assertThat(refused("model", "fit", none, "--data", data.toString(), "--output", taken.toString()))
                .isEqualTo("keras4j: --output " + taken + ": expected a file to write, got a folder. Choose another name.\n");
        Npz.write(data, Map.of("x", NDArray.of(1f)));
        for (Path same : List.of(folder.resolve("./d.npz"), Files.createSymbolicLink(folder.resolve("link.npz"), data))) {
            assertThat(refused("model", "predict", none, "--input", data.toString(), "--output", same.toString()))
                    .isEqualTo("keras4j: --output " + same + ": expected another file than the one that is read, which would be lost. Choose another name.\n");
        }
        assertThat(refused("model", "convert", none, folder.resolve("x.h5").toString())).startsWith("keras4j: NEW.keras ").contains("ends in .keras");
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
        labels[50] = -1;
        Npz.write(data, Map.of("x", x, "y", NDArray.of(labels)));
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString())).isEqualTo(message.replace("got 7", "got -1"));
        // Else it were the first class: cast, NaN is 0.
        var missing = new float[64];
        missing[50] = Float.NaN;
        Npz.write(data, Map.of("x", x, "y", NDArray.of(missing)));
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString())).isEqualTo(message.replace("got 7", "got NaN"));
    }

    @Test
    void saysWhatIsWrongInOneLine() throws IOException {
        Npz.write(data, Map.of("images", x));
        assertThat(refused("model", "predict", file.toString(), "--input", data.toString(), "--output", folder.resolve("y.npz").toString()))
                .contains("d.npz: expected an array x or x_input_layer, got [images]");

        Npz.write(data, new TreeMap<>(Map.of("x", x, "y", y.rows(0, 63))));
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString()))
                .isEqualTo("keras4j: " + data + ": expected as many samples in each array, got x float32[64, 3], y float32[63, 1]. The first axis counts them.\n");
        Npz.write(data, new TreeMap<>(Map.of("x", x, "y", NDArray.scalar(1f))));
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString())).contains("got x float32[64, 3], y float32[]");
        Npz.write(data, Map.of("x", x.rows(0, 0), "y", y.rows(0, 0)));
        assertThat(refused("model", "evaluate", file.toString(), "--data", data.toString())).isEqualTo("keras4j: " + data + ": expected samples, got none.\n");
        assertThat(refused("model", "predict", file.toString(), "--input", data.toString(), "--output", folder.resolve("y.npz").toString(), "--batch-size", "0"))
                .contains("expected a batchSize of 1 or more, got 0");

        assertThat(refused("model", "evaluate", file.toString(), "--data", folder.toString())).isEqualTo("keras4j: " + folder + ": expected a .npz file (a zip of .npy files), got a folder.\n");
        String noModel = "keras4j: " + folder + ": expected a file, or a folder with metadata.json, config.json, model.weights.h5, got a folder with none of them. Name the file of the model.\n";
        for (String verb : List.of("summary", "inspect")) {
            assertThat(refused("model", verb, folder.toString())).isEqualTo(noModel);
        }
        Sequential.of("line", Input.shape(3), Dense.of(1)).save(file);
        for (String verb : List.of("evaluate", "fit")) {
            assertThat(refused(Stream.of("model", verb, file.toString(), "--data", data.toString(), verb.equals("fit") ? "--output=" + folder.resolve("t.keras") : "--json").toArray(String[]::new)))
                    .isEqualTo("keras4j: " + file + ": expected a model that was compiled, got one without optimizer and loss. Compile it in a program, and save it again.\n");
        }
        Files.writeString(file, "no model");
        assertThat(refused("model", "summary", file.toString())).containsOnlyOnce("line.keras").hasLineCount(1);
        assertThat(refused("model", "inspect", folder.resolve("none.keras").toString()))
                .isEqualTo("keras4j: " + folder.resolve("none.keras") + ": there is no such file. Check the path.\n");
        assertThat(refused("model", "summary")).contains("Missing required parameter: 'FILE'");
    }
}
