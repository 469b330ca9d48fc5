package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.Metrics;
import org.keras4j.models.Compile;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.Adam;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// `.keras` files of the real Keras, and ours.
class KerasFileTest extends OnTestBackend {
    static final List<String> NAMES = GoldenFiles.NAMES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("NAMES")
    void whatKerasSavedPredictsAndTrainsOn(String name) {
        GoldenFiles golden = GoldenFiles.of(name);
        Model model = Model.load(golden.keras());
        golden.assertPredicts(model);
        assertThat(model.isCompiled()).isEqualTo(golden.isTrained());
        if (golden.isTrained()) {
            golden.assertTrainsOn(model);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theConfigurationIsWrittenAsKerasWritesIt(String name) {
        Path ours = folder.resolve(name + ".keras");
        Model.load(GoldenFiles.of(name).keras()).save(ours);
        assertThat(withoutIdentities(config(ours))).isEqualTo(withoutIdentities(config(GoldenFiles.of(name).keras())));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void weightsStandWhereKerasPutsThem(String name) throws IOException {
        Path ours = folder.resolve(name + ".keras");
        Model.load(GoldenFiles.of(name).keras()).save(ours);
        try (Members a = Members.open(ours, LoadLimits.DEFAULT); Members b = Members.open(GoldenFiles.of(name).keras(), LoadLimits.DEFAULT)) {
            assertThat(a.sizes().keySet()).containsExactly("metadata.json", "config.json", "model.weights.h5", "keras4j.json");
            assertThat(described("", Hdf5.read(a.read("model.weights.h5")))).isEqualTo(described("", Hdf5.read(b.read("model.weights.h5"))));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void whatWeSavedGoesOnAsIfItHadNotBeenSaved(String name) {
        GoldenFiles golden = GoldenFiles.of(name);
        Path ours = folder.resolve(name + ".keras");
        Model before = Model.load(golden.keras());
        before.save(ours);
        forKeras(before, name);
        Model after = Model.load(ours);
        golden.assertPredicts(after);
        if (golden.isTrained()) {
            golden.assertTrainsOn(after);
        }
    }

    /// Leaves them where `tools/check/saving` lets the real Keras look at them, if that is asked for.
    private static void forKeras(Model model, String name) {
        String out = System.getProperty("saving.out");
        if (out != null) {
            model.save(Path.of(out, name + ".keras"));
            model.saveWeights(Path.of(out, name + ".weights.h5"));
        }
    }

    private static String config(Path file) {
        try (Members members = Members.open(file, LoadLimits.DEFAULT)) {
            return new String(members.text("config.json", LoadLimits.DEFAULT), StandardCharsets.UTF_8);
        }
    }

    /// Numbers of shared objects are addresses in Python; what `jit_compile="auto"` became is the back end's choice; of the layers
    /// without weights and with one input, Flatten alone notes its shape.
    private static String withoutIdentities(String config) {
        return config.replaceAll(", \"shared_object_id\": \\d+", "")
                .replaceAll("(\"data_format\": \"channels_last\"}, \"registered_name\": null), \"build_config\": \\{\"input_shape\": [^}]*}", "$1").replaceAll("\"jit_compile\": (true|false|\"auto\")", "\"jit_compile\"");
    }

    /// Every group with its name, every array with its type and numbers.
    private static List<String> described(String path, Group group) {
        var lines = new TreeSet<String>();
        lines.add(path + " " + group.text("name"));
        group.children().forEach((name, child) -> {
            switch (child) {
                case Group inner -> lines.addAll(described(path + "/" + name, inner));
                case org.keras4j.saving.hdf5.Dataset array -> lines.add(path + "/" + name + " " + array.dtype() + array.shape() + array.values());
            }
        });
        return List.copyOf(lines);
    }

    /// The time of saving stands in the metadata. Where Python opens a member to write, as Keras does those of text, it says 1980.
    @Test
    void membersSayNoTime() throws IOException {
        Path ours = folder.resolve("model.keras");
        Sequential.of(Input.shape(2), Dense.of(1)).save(ours);
        try (var keras = new ZipFile(GoldenFiles.of("mlp").keras().toFile()); var zip = new ZipFile(ours.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal)).containsOnly(keras.getEntry("config.json").getTimeLocal());
        }
    }

    @Test
    void aLayerOfTwoModelsIsOneLayerAgain() {
        Input x = Input.shape(3);
        Dense shared = Dense.of(3);
        Sequential first = Sequential.of(Input.shape(3), shared);
        Sequential second = Sequential.of(Input.shape(3), shared);
        Model model = Model.of(x, second.apply(first.apply(x)));
        Path file = folder.resolve("shared.keras");
        model.save(file);
        Model loaded = Model.load(file);
        assertThat(loaded.weights()).hasSize(2);
        NDArray input = NDArray.of(new float[][] {{1, 2, 3}});
        assertThat(loaded.predict(input)).isEqualTo(model.predict(input));
    }

    @Test
    void namesAreThoseThatKerasDemands() {
        Model model = Sequential.of(Input.shape(2), Dense.of(1));
        assertThatThrownBy(() -> model.save(folder.resolve("model.h5"))).hasMessageContaining("expected a name that ends in .keras");
        assertThatThrownBy(() -> model.saveWeights(folder.resolve("model.h5"))).hasMessageContaining("expected a name that ends in .weights.h5");
    }

    /// A name of our own wrapper in the file would be a class that neither Keras nor we can find.
    @Test
    void functionsOfTheProgramAreLeftOut() {
        Path file = folder.resolve("functions.keras");
        NDArray x = NDArray.of(new float[][] {{1, 2}});
        NDArray y = NDArray.of(new float[][] {{3}});
        Model model = Sequential.of(Input.shape(2), Dense.of(1));
        model.compile(Adam.create(), Losses.meanSquaredError(), Metrics.of("error", (yTrue, yPred) -> Ops.subtract(yTrue, yPred)), Metrics.of("mae"));
        model.trainOnBatch(Element.of(x, y));
        model.save(file);
        assertThat(Model.load(file).trainOnBatch(Element.of(x, y))).containsOnlyKeys("loss", "mae");

        model.compile(Adam.create(), Losses.of("error", (yTrue, yPred) -> Ops.subtract(yTrue, yPred)));
        model.trainOnBatch(Element.of(x, y));
        model.save(file);
        assertThat(Model.load(file).isCompiled()).isFalse();
    }

    /// Keras 3.15.1 looks up the weight of each output that has a loss as soon as one has a weight: `KeyError: 'kind'` otherwise.
    @Test
    void theWeightsOfLossesAreComplete() {
        Path file = folder.resolve("weights.keras");
        Input x = Input.shape(2);
        Model model = Model.of(x, List.of(Dense.of(1).name("price").apply(x), Dense.of(3).name("kind").apply(x)));
        model.compile(Compile.with(Adam.create()).loss("price", "mse").loss("kind", "mae").lossWeight("price", 0.5));
        model.save(file);
        assertThat(config(file)).contains("\"loss_weights\": {\"price\": 0.5, \"kind\": 1.0}");
    }

    /// `config.json` is what Keras' `to_json` gives.
    @Test
    void aDescriptionMakesTheModelWithWeightsOfItsOwn() {
        GoldenFiles golden = GoldenFiles.of("mlp");
        Model model = Model.fromJson(config(golden.keras()));
        assertThat(model.isCompiled()).isTrue();
        assertThat(withoutIdentities(model.toJson())).isEqualTo(withoutIdentities(config(golden.keras())));

        model.loadWeights(golden.keras());
        golden.assertPredicts(model);
        Model clone = model.cloneModel();
        assertThat(clone.isCompiled()).isFalse();
        assertThat(clone.weights()).extracting(Variable::shape).isEqualTo(model.weights().stream().map(Variable::shape).toList());
        assertThat(clone.getWeights().getFirst()).isNotEqualTo(model.getWeights().getFirst());
        clone.setWeights(model.getWeights());
        golden.assertPredicts(clone);
        clone.setWeights(clone.getWeights().stream().map(weight -> weight.times(2.0)).toList());
        golden.assertPredicts(model);
        assertThatThrownBy(() -> Model.fromJson("{\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {\"units\": 1}}")).hasMessageContaining("expected a model, got a Dense");
        assertThatThrownBy(() -> Model.fromJson("[")).hasMessageContaining("expected a JSON object").message().doesNotContain("Source", "java.");
        assertThatThrownBy(() -> Model.fromJson("[1]")).hasMessageContaining("expected a JSON object, got a list.").message().doesNotContain("java.");
        assertThatThrownBy(() -> Model.fromJson("null")).hasMessageContaining("expected a JSON object, got null.");
    }

    @Test
    void anotherCompilationCanFollowALoadWithoutOne() {
        Model model = Model.load(GoldenFiles.of("mlp").keras(), Load.DEFAULT.uncompiled());
        assertThat(model.isCompiled()).isFalse();
        model.compile("sgd", "sparse_categorical_crossentropy");
        assertThat(model.trainOnBatch(GoldenFiles.of("mlp").batch())).containsKey("loss");
    }

    @Test
    void aFolderOfTheMembersIsAModelToo() throws IOException {
        GoldenFiles golden = GoldenFiles.of("cnn");
        try (var zip = new ZipFile(golden.keras().toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Files.write(folder.resolve(entry.getName()), zip.getInputStream(entry).readAllBytes());
            }
        }
        golden.assertPredicts(Model.load(folder));
    }

    /// As of `<(curl …)` in a shell: there is no looking back in it.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNone() {
        assertThatThrownBy(() -> Model.load(Path.of("/dev/null"))).isInstanceOf(FormatException.class)
                .hasMessage("/dev/null: expected a file, got a pipe or device. Write it to a file first.");
    }

    /// Which may be `.` or `/`: it isn't listed, nor looked through.
    @Test
    void anyOtherFolderIsNone() throws IOException {
        Files.createDirectories(folder.resolve("below/metadata.json"));

        assertThatThrownBy(() -> Model.load(folder)).isInstanceOf(FormatException.class).hasMessage(folder
                + ": expected a file, or a folder with metadata.json, config.json, model.weights.h5, got a folder with none of them. Name the file of the model.");
    }

    @Test
    void aFolderWithTooManyFilesIsNone() throws IOException {
        Files.writeString(folder.resolve("metadata.json"), "{}");
        Files.writeString(folder.resolve("other.txt"), "");
        var limits = new LoadLimits(1 << 20, 1, 1 << 20, 10);

        assertThatThrownBy(() -> Model.load(folder, Load.DEFAULT.limits(limits))).isInstanceOf(FormatException.class)
                .hasMessage(folder + ": expected a folder with at most 1 files (LoadLimits.members), got more. It isn't a model alone.");
    }

    @Test
    void fewOfTheMembersOfSomethingElseAreNamed() throws IOException {
        Path file = folder.resolve("other.keras");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 12; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
                zip.closeEntry();
            }
        }
        assertThatThrownBy(() -> Model.load(file)).isInstanceOf(FormatException.class).hasMessage(file
                + " > metadata.json: expected a member of that name, got only f0, f1, f2, f3, f4, f5, f6, f7, f8, f9 and 2 more. It isn't a model that Keras 3 saved.");
    }

    @Test
    void aFullDiskKeepsTheOldFile() {
        Path file = folder.resolve("model.keras");
        Model model = Sequential.of(Input.shape(2), Dense.of(1));
        model.save(file);
        List<NDArray> old = model.getWeights();
        model.weights().forEach(Variable::reset);
        assertThatThrownBy(() -> org.keras4j.engine.tensor.AtomicFile.write(file, out -> KerasFile.content(model, TrainingState.of(model)).writeTo(
                new FilterOutputStream(out) {
                    private int left = 3000;

                    @Override
                    public void write(byte[] b, int from, int length) throws IOException {
                        left -= length;
                        if (left < 0) {
                            throw new IOException("No space left on device");
                        }
                        out.write(b, from, length);
                    }
                }))).isInstanceOf(UncheckedIOException.class).hasMessageContaining("model.keras: cannot be written").hasMessageContaining("No space left");
        assertThat(Model.load(file).getWeights()).isEqualTo(old);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }
}
