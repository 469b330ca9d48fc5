package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Input;
import org.keras4j.layers.OutputMode;
import org.keras4j.layers.TextVectorization;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.text.Texts;

/// Expected numbers are what `keras.utils` of 3.15.1 gives.
class DataFormsTest {
    @TempDir
    Path folder;

    @Test
    void sequencesAreFilledUpInFrontOrCutOffWhereAsked() {
        List<int[]> sequences = List.of(new int[] {1}, new int[] {2, 3}, new int[] {4, 5, 6});

        assertThat(PadSequences.create().apply(sequences)).isEqualTo(NDArray.of(new int[][] {{0, 0, 1}, {0, 2, 3}, {4, 5, 6}}));
        assertThat(PadSequences.create().maxlen(2).apply(sequences)).isEqualTo(NDArray.of(new int[][] {{0, 1}, {2, 3}, {5, 6}}));
        assertThatThrownBy(() -> PadSequences.create().maxlen(-1)).hasMessage("PadSequences: expected a maxlen of 0 or more, got -1.");
        assertThat(PadSequences.create().maxlen(2).padding(PadSequences.Side.POST).truncating(PadSequences.Side.POST).value(-1).apply(sequences))
                .isEqualTo(NDArray.of(new int[][] {{1, -1}, {2, 3}, {4, 5}}));
    }

    @Test
    void labelsBecomeVectors() {
        assertThat(Targets.toCategorical(NDArray.of(0, 2, 1, 2)))
                .isEqualTo(NDArray.of(new float[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 0, 1}}));
        assertThat(Targets.toCategorical(NDArray.of(1, 0).reshape(2, 1), 3).shape()).isEqualTo(Shape.of(2, 3));
        assertThatThrownBy(() -> Targets.toCategorical(NDArray.of(0, 3), 3)).hasMessage("toCategorical: expected labels from 0 to 2, got 3.0 at 1.");
    }

    @Test
    void rowsAreDividedByTheirLength() {
        assertThat(Targets.normalize(NDArray.of(new float[][] {{3, 4}, {0, 0}}), -1).allClose(NDArray.of(new float[][] {{0.6f, 0.8f}, {0, 0}}), 1e-6, 0)).isTrue();
        assertThat(Targets.normalize(NDArray.of(new float[][] {{3, -1, 0}, {0, 2, 4}}), 0, 1)
                .allClose(NDArray.of(new float[][] {{1, -1 / 3f, 0}, {0, 2 / 3f, 1}}), 1e-6, 0)).isTrue();
        assertThat(Targets.normalize(NDArray.of(new int[][] {{3, 4}}), -1).allClose(NDArray.of(new float[][] {{0.6f, 0.8f}}), 1e-6, 0)).isTrue();
        assertThat(Targets.normalize(NDArray.of(new float[][] {{3, -4}}), -1, Double.POSITIVE_INFINITY)).isEqualTo(NDArray.of(new float[][] {{0.75f, -1}}));
    }

    @Test
    void windowsHaveTheTargetOfTheirBeginning() {
        NDArray steps = NDArray.arange(10);

        Element each = TimeSeries.of(steps, 3).targets(steps.times(10)).dataset().stream().findFirst().orElseThrow();
        Element apart = TimeSeries.of(steps, 3).targets(steps.times(10)).sequenceStride(2).dataset().stream().findFirst().orElseThrow();
        Element sparse = TimeSeries.of(steps, 3).targets(steps.times(10)).samplingRate(2).dataset().stream().findFirst().orElseThrow();

        assertThat(each.target().toLongArray()).containsExactly(0, 10, 20, 30, 40, 50, 60, 70);
        assertThat(each.input().row(7).toLongArray()).containsExactly(7, 8, 9);
        assertThat(apart.target().toLongArray()).containsExactly(0, 20, 40, 60);
        assertThat(sparse.input().row(5).toLongArray()).containsExactly(5, 7, 9);
        assertThat(sparse.target().toLongArray()).containsExactly(0, 10, 20, 30, 40, 50);
        // `start_index=4, end_index=8`, and targets that end before the steps do.
        Element part = TimeSeries.of(steps, 2).targets(steps.times(10)).part(4, 8).dataset().stream().findFirst().orElseThrow();
        assertThat(part.input()).isEqualTo(NDArray.of(new long[][] {{4, 5}, {5, 6}, {6, 7}}));
        assertThat(part.target().toLongArray()).containsExactly(40, 50, 60);
        Element few = TimeSeries.of(steps, 2).targets(steps.times(10).rows(0, 6)).part(4, 10).dataset().stream().findFirst().orElseThrow();
        assertThat(few.target().toLongArray()).containsExactly(40, 50);
        // Each window once, in another order, with its own target.
        Element shuffled = TimeSeries.of(steps, 3).targets(steps.times(10)).shuffle(1).dataset().stream().findFirst().orElseThrow();
        assertThat(shuffled.target().toLongArray()).containsExactlyInAnyOrder(0, 10, 20, 30, 40, 50, 60, 70).isNotEqualTo(each.target().toLongArray());
        assertThat(shuffled.input().slice(1, 0, 1).flatten().times(10)).isEqualTo(shuffled.target());
        assertThatThrownBy(() -> TimeSeries.of(steps, 3).part(4, 11)).hasMessage("TimeSeries: expected a part of 10 steps, got 4 to 11.");
        assertThatThrownBy(() -> TimeSeries.of(steps, 3).part(4, 4)).hasMessage("TimeSeries: expected a part of 10 steps, got 4 to 4.");
    }

    @Test
    void foldersNameTheClassesOfImages() throws IOException {
        for (String name : List.of("cat", "ant")) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 5; i++) {
                ImageFiles.savePng(NDArray.full(DType.FLOAT32, Shape.of(3, 4, 3), name.equals("ant") ? 10 * i : 200), folder.resolve(name).resolve(i + ".png"));
            }
        }
        // Keras passes over folders whose names begin with a dot, and takes endings in capital letters.
        Files.createDirectories(folder.resolve(".ipynb_checkpoints"));
        Files.copy(folder.resolve("cat/0.png"), folder.resolve(".ipynb_checkpoints/0.png"));
        Files.move(folder.resolve("ant/4.png"), folder.resolve("ant/4.PNG"));
        var images = ImageFolder.of(folder).imageSize(2, 2).batchSize(4).shuffle(false);

        assertThat(images.classNames()).containsExactly("ant", "cat");
        List<Element> batches = images.dataset().stream().toList();
        assertThat(batches).hasSize(3);
        assertThat(batches.getFirst().input().shape()).isEqualTo(Shape.of(4, 2, 2, 3));
        assertThat(batches.getFirst().input().get(3, 1, 1, 2)).isEqualTo(30);
        assertThat(batches.get(1).target().toIntArray()).containsExactly(0, 1, 1, 1);
        long training = images.part(0.2, Subset.TRAINING, 5).dataset().stream().mapToLong(batch -> batch.input().size(0)).sum();
        long validation = images.part(0.2, Subset.VALIDATION, 5).dataset().stream().mapToLong(batch -> batch.input().size(0)).sum();
        assertThat(List.of(training, validation)).containsExactly(8L, 2L);
        // int(0.25 * 10) validate, the last ones of what NumPy's RandomState(5).shuffle makes of the ten: the seventh and the fourth.
        Element held = images.part(0.25, Subset.VALIDATION, 5).dataset().stream().findFirst().orElseThrow();
        assertThat(held.target().toIntArray()).containsExactly(1, 0);
        assertThat(List.of(held.input().get(0, 0, 0, 0), held.input().get(1, 0, 0, 0))).containsExactly(200.0, 30.0);
        assertThat(images.labelMode(LabelMode.CATEGORICAL).dataset().stream().skip(1).findFirst().orElseThrow().target())
                .isEqualTo(NDArray.of(new float[][] {{1, 0}, {0, 1}, {0, 1}, {0, 1}}));
        Element grey = images.imageSize(1, 3).color(ImageFiles.Color.GRAYSCALE).dataset().stream().findFirst().orElseThrow();
        assertThat(grey.input()).isEqualTo(NDArray.generate(DType.FLOAT32, Shape.of(4, 1, 3, 1), i -> 10 * (i / 3)));
        assertThatThrownBy(() -> ImageFolder.of(folder.resolve("cat")).dataset()).hasMessageContaining("a folder for each class");
        Files.createDirectories(folder.resolve("bee"));
        assertThatThrownBy(() -> images.labelMode(LabelMode.BINARY).dataset()).hasMessage("label_mode binary: expected two classes, got [ant, bee, cat].");
        Files.writeString(folder.resolve("ant/0.png"), "no picture");
        assertThatThrownBy(() -> images.dataset().stream().findFirst()).hasMessageContaining(folder.resolve("ant/0.png") + ": ");
    }

    /// As Keras' functions do unless `shuffle=False`: a model that saw one class after the other would learn the last.
    @Test
    void filesAreShuffledUnlessItIsForbidden() throws IOException {
        for (String name : List.of("a", "b")) {
            Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 20; i++) {
                Files.writeString(folder.resolve(name).resolve(i + ".txt"), "x");
            }
        }
        var texts = TextFolder.of(folder).batchSize(40);
        Dataset shuffled = texts.dataset(text -> NDArray.scalar(text.length()));
        long[] first = labels(shuffled, 0);

        assertThat(first).isNotEqualTo(labels(shuffled, 1)).isEqualTo(labels(texts.shuffle(true).dataset(text -> NDArray.scalar(text.length())), 0));
        assertThat(LongStream.of(first).limit(20).distinct().count()).isEqualTo(2);
        assertThat(LongStream.of(first).sum()).isEqualTo(20);
    }

    private static long[] labels(Dataset data, long epoch) {
        try (var batches = data.open(epoch)) {
            return batches.next().target().toLongArray();
        }
    }

    @Test
    void textsAreReadByClass() throws IOException {
        Files.createDirectories(folder.resolve("neg"));
        Files.createDirectories(folder.resolve("pos"));
        Files.writeString(folder.resolve("pos/a.txt"), "gut");
        Files.writeString(folder.resolve("neg/a.txt"), "übel");

        var texts = TextFolder.of(folder).labelMode(LabelMode.BINARY).shuffle(false);

        assertThat(texts.texts()).containsExactly("übel", "gut");
        Element batch = texts.dataset(text -> NDArray.scalar(text.length())).stream().findFirst().orElseThrow();
        assertThat(batch.input().toIntArray()).containsExactly(4, 3);
        assertThat(batch.target()).isEqualTo(NDArray.of(new float[][] {{0}, {1}}));
    }

    /// Also where one is as many bytes long as there are classes.
    @Test
    void textsThemselvesGoToAModelThatBeginsWithTexts() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("1.txt"), name);
            Files.writeString(folder.resolve(name).resolve("2.txt"), name + " und übel");
        }
        var words = TextVectorization.create().vocabulary(List.of("a", "b", "c")).outputMode(OutputMode.MULTI_HOT);
        var texts = Input.shape(1).texts();
        var model = Model.of(texts, words.apply(texts));
        Dataset data = TextFolder.of(folder).labelMode(LabelMode.CATEGORICAL).batchSize(4).shuffle(false).dataset();

        assertThat(data.cardinality().known()).hasValue(2);
        assertThat(data.stream().flatMap(batch -> Texts.of(batch.input()).stream()))
                .containsExactly("a", "a und übel", "b", "b und übel", "c", "c und übel");
        assertThat(data.stream().map(batch -> batch.input().shape())).containsExactly(Shape.of(4, 1, 11), Shape.of(2, 1, 11));      // a space is one byte, ü two
        assertThat(data.stream().map(batch -> batch.target().shape())).containsExactly(Shape.of(4, 3), Shape.of(2, 3));
        assertThat(model.predict(data, Predict.defaults()).getFirst().slice(1, 1, 4).argMax(-1).toIntArray()).containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void picturesGoToArraysAndBack() {
        NDArray pixels = NDArray.generate(DType.FLOAT32, Shape.of(3, 2, 3), i -> 13 * i);

        BufferedImage image = ImageFiles.toImage(pixels);

        assertThat(ImageFiles.of(image, ImageFiles.Color.RGB)).isEqualTo(pixels);
        assertThat(ImageFiles.of(image, ImageFiles.Color.GRAYSCALE).at(0)).isEqualTo(Math.rint(0.299 * 0 + 0.587 * 13 + 0.114 * 26));
        assertThat(ImageFiles.of(ImageFiles.toImage(NDArray.of(new float[][] {{12.6f, -3, 300}})), ImageFiles.Color.GRAYSCALE).toFloatArray()).containsExactly(13, 0, 255);
        assertThat(ImageFiles.of(image.getSubimage(1, 1, 1, 2), ImageFiles.Color.RGB).toFloatArray()).containsExactly(117, 130, 143, 195, 208, 221);
        assertThatThrownBy(() -> ImageFiles.toImage(NDArray.of(1f))).hasMessageContaining("1, 3 or 4 channels");
    }

    /// What `tf.image.resize` makes of it, by which Keras resizes the files of a folder.
    @Test
    void picturesAreResizedBetweenTheMiddlesOfPixels() {
        NDArray picture = NDArray.of(Shape.of(2, 3, 1), 0f, 10, 40, 20, 60, 120);

        assertThat(ImageFiles.resized(picture, 3, 2)).isEqualTo(NDArray.of(Shape.of(3, 2, 1), 2.5f, 32.5f, 16.25f, 68.75f, 30, 105));
        assertThatThrownBy(() -> ImageFiles.resized(picture, 0, 2)).hasMessage("ImageFiles: expected a new size of at least 1 × 1, got 0 × 2.");
        // To the bit, also where neither size divides the other.
        NDArray squares = NDArray.generate(DType.FLOAT32, Shape.of(5, 4, 2), i -> i * i * 37 % 256);
        assertThat(ImageFiles.resized(squares, 3, 7)).isEqualTo(NDArray.of(Shape.of(3, 7, 2),
                21.333332f, 85, 62.761913f, 87.85714f, 129.04762f, 92.42857f, 130, 117, 118.380936f, 135.09523f, 84.09522f, 87.857124f, 62.666664f, 58.333332f,
                0, 197, 75.7143f, 142.71428f, 196.85715f, 55.857132f, 210, 117, 210.57144f, 183.85713f, 231.14287f, 142.71426f, 244, 117,
                21.333344f, 95.666664f, 39.904785f, 75.66667f, 69.61907f, 43.66668f, 76.66668f, 117, 83.333336f, 196.0476f, 110, 209.7619f, 126.66664f, 218.33334f));
    }

    /// By arithmetic: the means of two rows by three columns.
    @Test
    void picturesAreReducedToTheMeansOfTheirParts() {
        NDArray picture = NDArray.generate(DType.FLOAT32, Shape.of(2, 6, 1), i -> i);

        assertThat(ImageFiles.averaged(picture, 1, 2)).isEqualTo(NDArray.of(Shape.of(1, 2, 1), 4f, 7));
    }

    /// The order of `text_dataset_from_directory(…, shuffle=False)` of Keras 3.15: a space and a hyphen come before the slash, U+FF01 before U+1F600.
    @Test
    void foldersInFoldersStandAsInKeras() throws IOException {
        List<String> names = List.of("a/y.txt", "b/Z.txt", "b/x.txt", "b/a/1.txt", "b/a/2.txt", "b/a b/3.txt", "b/a-b/4.txt", "b/a/c/5.txt", "b/ab/6.txt", "b/é/7.txt",
                "b/！/8.txt", "b/😀/9.txt");
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }

        assertThat(TextFolder.of(folder).shuffle(false).texts()).containsExactlyElementsOf(names);
    }

    /// Two links that lead back up would give each file two to the fortieth times.
    @Test
    void linksThatLeadBackAreNotFollowed() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a class/inner"));
        Files.writeString(inner.resolve("猫 '1'.txt"), "x");
        Files.createSymbolicLink(inner.resolve("up"), folder);
        Files.createSymbolicLink(inner.resolve("again"), folder);
        Files.createSymbolicLink(inner.resolve("itself"), inner.resolve("itself"));

        assertThat(TextFolder.of(folder).texts()).containsExactly("x");
        Files.write(inner.resolve("latin.txt"), new byte[] {(byte) 0xE9, 'x'});
        assertThatThrownBy(() -> TextFolder.of(folder).texts().toList()).isInstanceOf(FormatException.class)
                .hasMessage(inner.resolve("latin.txt") + ": expected a text in UTF-8, got other bytes. Save it as UTF-8.");
    }

    @Test
    void longSamplesAreNotPaddedForTheShort() {
        Dataset texts = Dataset.read(12, i -> Element.of(NDArray.generate(DType.INT32, Shape.of(1 + i % 6), k -> i + 1), NDArray.scalar((int) i)));

        List<Element> batches = texts.bucketByLength(3, 3, 6).stream().toList();

        assertThat(batches.stream().map(batch -> batch.input().shape())).containsExactlyInAnyOrder(Shape.of(3, 3), Shape.of(3, 3), Shape.of(3, 6), Shape.of(3, 6));
        assertThat(batches.stream().flatMapToInt(batch -> IntStream.of(batch.target().toIntArray())).sorted()).containsExactly(IntStream.range(0, 12).boxed().toArray(Integer[]::new));
        // One of each six is left when all have come.
        assertThat(texts.bucketByLength(5, 3, 6).stream().map(batch -> batch.input().shape()))
                .containsExactly(Shape.of(5, 3), Shape.of(5, 6), Shape.of(1, 3), Shape.of(1, 6));
        assertThat(texts.paddedBatch(5).stream().findFirst().orElseThrow().input().row(0).toIntArray()).containsExactly(1, 0, 0, 0, 0);
    }

    /// All of a length, or one alone: what has a row for each step is filled up as the steps are.
    @Test
    void targetsOfEachStepAreAsLongAsTheSteps() {
        Dataset tagged = Dataset.read(5, _ -> Element.of(NDArray.ones(DType.INT32, Shape.of(4)), NDArray.ones(DType.INT32, Shape.of(4))));

        for (var batch : tagged.bucketByLength(2, 6).stream().toList()) {
            assertThat(batch.target().shape()).isEqualTo(batch.input().shape());
            assertThat(batch.target().row(0).toIntArray()).containsExactly(1, 1, 1, 1, 0, 0);
        }
    }

    /// Targets may be longer than the steps of their bucket: nothing of them is cut off.
    @Test
    void targetsOfALengthOfTheirOwnAreWhole() {
        Dataset translated = Dataset.read(2, i -> Element.of(NDArray.ones(DType.INT32, Shape.of(2)), NDArray.ones(DType.INT32, Shape.of(5 + i))));

        Element batch = translated.bucketByLength(2, 3).stream().findFirst().orElseThrow();

        assertThat(batch.input().row(0).toIntArray()).containsExactly(1, 1, 0);
        assertThat(batch.target()).isEqualTo(NDArray.of(new int[][] {{1, 1, 1, 1, 1, 0}, {1, 1, 1, 1, 1, 1}}));
    }

    @Test
    void partsOfASplitShareNothing() {
        Dataset all = Dataset.of(NDArray.arange(10));

        Dataset.Parts parts = all.split(0.7, 3);

        List<Double> left = parts.left().stream().map(element -> element.input().item()).toList();
        List<Double> right = parts.right().shuffle(1).stream().map(element -> element.input().item()).toList();
        assertThat(left).hasSize(7).doesNotContainAnyElementsOf(right);
        assertThat(right).hasSize(3);
        // Python's round(0.26 * 10), as Keras' split_dataset counts; another seed deals otherwise.
        assertThat(all.split(0.26, 3).left().cardinality().known()).hasValue(3);
        assertThat(all.split(0.7, 4).left().stream().map(element -> element.input().item()).toList()).isNotEqualTo(left);
        assertThatThrownBy(() -> all.filter(_ -> true).split(0.5, 1)).hasMessageContaining("Split first");
    }
}
