package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class DatasetTest {
    private static final Dataset TEN = Dataset.of(NDArray.arange(10));

    @Test
    void slicesArraysIntoSamplesInOrder() {
        var x = NDArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});
        var samples = all(Dataset.of(new Element(List.of(x, NDArray.arange(3)), List.of(NDArray.of(7f, 8f, 9f)), List.of(NDArray.of(1f, 1f, 0f)))));
        assertThat(samples).hasSize(3);
        assertThat(samples.get(1).x().get(0)).isEqualTo(NDArray.of(3f, 4f));
        assertThat(samples.get(1).x().get(1).item()).isEqualTo(1);
        assertThat(samples.get(1).target().item()).isEqualTo(8);
        assertThat(samples.get(2).weights().getFirst().item()).isEqualTo(0);
    }

    @Test
    void batchesWithAndWithoutTheRemainder() {
        assertThat(numbers(TEN.batch(4))).isEqualTo("0 1 2 3 | 4 5 6 7 | 8 9");
        assertThat(numbers(TEN.batch(4, Remainder.DROP))).isEqualTo("0 1 2 3 | 4 5 6 7");
        assertThat(numbers(TEN.map(e -> e).batch(4))).isEqualTo("0 1 2 3 | 4 5 6 7 | 8 9");
        assertThat(numbers(TEN.map(e -> e).batch(4, Remainder.DROP))).isEqualTo("0 1 2 3 | 4 5 6 7");
    }

    @Test
    void shufflesEachEpochInItsOwnOrderThatTheSeedDecides() {
        Dataset shuffled = TEN.shuffle(7).batch(3);
        assertThat(numbers(shuffled, 0)).isEqualTo(numbers(shuffled, 0)).isEqualTo(numbers(TEN.shuffle(7).batch(3), 0));
        assertThat(numbers(shuffled, 0)).isNotEqualTo(numbers(shuffled, 1)).isNotEqualTo(numbers(TEN.shuffle(8).batch(3), 0));
        assertThat(sorted(shuffled, 5)).isEqualTo("0 1 2 3 4 5 6 7 8 9");
        assertThat(numbers(TEN.shuffle(7), 3)).isEqualTo(numbers(TEN.map(e -> e).shuffle(7), 3));
        assertThat(numbers(TEN.shuffle(7).shuffle(8))).isEqualTo(numbers(TEN.shuffle(8)));
    }

    @Test
    void keepsInputsTargetsAndWeightsTogetherWhenItShuffles() {
        var x = NDArray.generate(DType.FLOAT32, Shape.of(50, 2), i -> i / 2);
        var arrays = new Element(List.of(x), List.of(NDArray.arange(50)), List.of(NDArray.arange(50).times(10)));
        for (Element batch : all(Dataset.of(arrays).shuffle(1).batch(8))) {
            for (int i = 0; i < batch.target().size(0); i++) {
                assertThat(batch.input().get(i, 1)).isEqualTo(batch.target().get(i));
                assertThat(batch.weights().getFirst().get(i)).isEqualTo(10 * batch.target().get(i));
            }
        }
    }

    @Test
    void shufflesAnySourceThroughABuffer() {
        Dataset generated = numbersUpTo(10);
        assertThat(numbers(generated.shuffle(3, 4), 0)).isEqualTo(numbers(generated.shuffle(3, 4), 0)).isNotEqualTo(numbers(generated));
        assertThat(numbers(generated.shuffle(3, 4), 0)).isNotEqualTo(numbers(generated.shuffle(3, 4), 1));
        assertThat(sorted(generated.shuffle(3, 4), 2)).isEqualTo("0 1 2 3 4 5 6 7 8 9");
        assertThat(numbers(generated.shuffle(3, 1))).isEqualTo(numbers(generated));
    }

    /// Of 2000 epochs each number begins a quarter, and ends one, give or take four standard deviations of 19.
    @Test
    void aBufferThatHoldsAllGivesEachNumberEachPlace() {
        Dataset four = numbersUpTo(4).shuffle(3, 4);
        var counts = new int[2][4];
        for (int epoch = 0; epoch < 2000; epoch++) {
            var order = all(four, epoch).stream().mapToInt(element -> (int) element.input().item()).toArray();
            counts[0][order[0]]++;
            counts[1][order[3]]++;
        }
        assertThat(Stream.of(counts).flatMapToInt(IntStream::of).boxed()).allSatisfy(count -> assertThat(count).isBetween(500 - 77, 500 + 77));
    }

    @Test
    void aPlaceIsEpochAndBatch() {
        for (Dataset data : List.of(TEN.shuffle(7).batch(3), TEN.shuffle(7).map(e -> e).batch(3), TEN.shuffle(7).batch(3).prefetch(2),
                TEN.shuffle(7, 4).batch(3), TEN.batch(3).take(3), TEN.shuffle(7).repeat(2).batch(3))) {
            var straight = all(data, 4).stream().skip(2).map(Element::input).toList();
            try (var elements = data.open(4)) {
                elements.skip(2);
                assertThat(rest(elements).stream().map(Element::input)).isEqualTo(straight);
            }
        }
        try (var elements = TEN.open(0)) {
            // What was looked at already counts.
            assertThat(elements.hasNext()).isTrue();
            elements.skip(2);
            assertThat(elements.next().input().item()).isEqualTo(2);
        }
        try (var elements = TEN.batch(3).open(0)) {
            elements.skip(100);
            assertThat(elements.hasNext()).isFalse();
        }
        assertThat(numbers(numbersUpTo(5).batch(2).skip(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void repeatsWithANewOrderEachTime() {
        String twice = numbers(TEN.shuffle(7).repeat(2), 3);
        assertThat(twice).isEqualTo(numbers(TEN.shuffle(7), 6) + " | " + numbers(TEN.shuffle(7), 7));
        assertThat(numbers(TEN.repeat().batch(4).take(4))).isEqualTo("0 1 2 3 | 4 5 6 7 | 8 9 0 1 | 2 3 4 5");
        assertThat(numbers(TEN.take(0).repeat())).isEmpty();
    }

    @Test
    void mapsFiltersTakesAndSkips() {
        Dataset squares = TEN.map(e -> e.mapX(x -> x.times(x))).filter(e -> e.input().item() % 2 == 0);
        assertThat(numbers(squares)).isEqualTo("0 | 4 | 16 | 36 | 64");
        assertThat(numbers(squares.skip(1).take(3))).isEqualTo("4 | 16 | 36");
        assertThat(numbers(TEN.skip(8))).isEqualTo("8 | 9");
        assertThat(numbers(TEN.skip(20))).isEmpty();
        var weighted = Element.of(NDArray.of(1f), NDArray.of(2f), NDArray.of(3f));
        for (var mapped : List.of(weighted.mapX(x -> x.times(10)), weighted.mapY(y -> y.times(10)), weighted.mapXY(arrays -> arrays))) {
            assertThat(mapped.weights()).containsExactly(NDArray.of(3f));
        }
        assertThat(weighted.mapY(y -> y.times(10)).x()).containsExactly(NDArray.of(1f));
    }

    @Test
    void cacheMakesEachElementOnce() {
        var made = new AtomicInteger();
        Dataset squares = TEN.shuffle(7).map(e -> {
            made.incrementAndGet();
            return e.mapX(x -> x.times(x));
        });
        Dataset cached = squares.cache();
        assertThat(cached.cardinality().known()).hasValue(10);
        assertThat(made).hasValue(0);

        assertThat(numbers(cached, 3)).isEqualTo(numbers(cached.prefetch(2), 1));
        assertThat(sorted(cached.shuffle(1).batch(4), 5)).isEqualTo("0 1 4 9 16 25 36 49 64 81");
        assertThat(numbers(cached.shuffle(1), 0)).isNotEqualTo(numbers(cached.shuffle(1), 1));
        assertThat(made).hasValue(10);
        assertThat(numbers(cached)).isEqualTo(numbers(squares, 0));
    }

    @Test
    void cacheHoldsBatchesAndWhatIteratorsGive() {
        Dataset batches = numbersUpTo(5).batch(2).cache();
        assertThat(numbers(batches, 2)).isEqualTo("0 1 | 2 3 | 4");
        assertThat(numbers(batches.skip(1))).isEqualTo("2 3 | 4");
        assertThat(batches.cardinality().known()).hasValue(3);
        assertThatThrownBy(() -> all(TEN.map(DatasetTest::failAtSeven).cache())).hasMessage("Dataset > map, element 7: seven is bad");
        assertThatThrownBy(() -> TEN.repeat().cache()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset > cache: expected elements that end, got some that never do. Cache before repeat, or take a number of them.");
    }

    @Test
    void knowsHowManyElementsThereAre() {
        assertThat(TEN.cardinality()).isEqualTo(new Cardinality.Exactly(10));
        assertThat(TEN.batch(4).cardinality().known()).hasValue(3);
        assertThat(TEN.batch(5).cardinality().known()).hasValue(2);
        assertThat(TEN.batch(4, Remainder.DROP).cardinality().known()).hasValue(2);
        assertThat(TEN.repeat(3).skip(4).take(50).cardinality().known()).hasValue(26);
        assertThat(TEN.skip(20).cardinality().known()).hasValue(0);
        assertThat(TEN.repeat().cardinality()).isEqualTo(Cardinality.Open.INFINITE);
        assertThat(TEN.take(0).repeat().cardinality()).as("forever nothing").isEqualTo(new Cardinality.Exactly(0));
        assertThat(TEN.repeat().take(7).cardinality().known()).hasValue(7);
        assertThat(TEN.filter(_ -> true).cardinality()).isEqualTo(Cardinality.Open.UNKNOWN);
        assertThat(numbersUpTo(3).prefetch(1).cardinality()).isEqualTo(Cardinality.Open.UNKNOWN);
    }

    @Test
    void readsStreamsAndIteratorsAnewInEachEpochAndClosesThem() {
        var closed = new AtomicInteger();
        Dataset data = Dataset.streaming(() -> IntStream.range(0, 4).mapToObj(i -> Element.of(NDArray.scalar(i))).onClose(closed::incrementAndGet));
        assertThat(numbers(data, 0)).isEqualTo("0 | 1 | 2 | 3").isEqualTo(numbers(data, 1));
        assertThat(closed).hasValue(2);
        numbers(data.repeat(3));
        assertThat(closed).hasValue(5);
        try (var stream = data.stream()) {
            assertThat(stream.findFirst()).isPresent();
        }
        assertThat(closed).hasValue(6);
        // Who asks for a place that can't be reached has nothing to close.
        assertThatThrownBy(() -> data.map(e -> e.mapX(x -> x.plus(7))).filter(e -> failAtSeven(e) == e).skip(2).open(0)).hasMessage("Dataset > filter, element 0: seven is bad");
        assertThat(closed).hasValue(7);
        assertThat(numbers(Dataset.of(List.of(Element.of(NDArray.scalar(5)))))).isEqualTo("5");
    }

    @Test
    void readsFilesInTheOrderOfTheirNames(@TempDir Path folder) throws IOException {
        for (String name : List.of("b.txt", "a.txt", "c.bin")) {
            Files.writeString(folder.resolve(name), name.equals("a.txt") ? "1" : "2");
        }
        Dataset texts = Dataset.files(folder, "*.txt", path -> Element.of(NDArray.scalar(Integer.parseInt(read(path)))));
        assertThat(numbers(texts)).isEqualTo("1 | 2");
        assertThat(numbers(texts.shuffle(1).batch(2))).hasSize(3);

        Files.writeString(folder.resolve("b.txt"), "two");
        assertThatThrownBy(() -> numbers(texts)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("Dataset > read, element 1: ").hasMessageContaining("b.txt").hasMessageContaining("two")
                .hasRootCauseInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> Dataset.files(folder.resolve("none"), "*", path -> Element.of(NDArray.scalar(0))))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("none");
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> Dataset.of(NDArray.arange(10), NDArray.arange(9)))
                .hasMessage("Dataset: expected 10 samples in each array, as in the first input, got int64[9]. The first axis counts the samples.");
        assertThatThrownBy(() -> Dataset.of(NDArray.scalar(1f))).hasMessageContaining("got a scalar");
        assertThatThrownBy(() -> TEN.batch(0)).hasMessage("Dataset > batch: expected a size of 1 or more, got 0.");
        assertThatThrownBy(() -> TEN.batch(2).shuffle(1)).isInstanceOf(IllegalStateException.class)
                .hasMessage("Dataset > shuffle: expected samples from arrays or files, got those of Batched. Shuffle first of all, or give "
                        + "the size of a buffer: shuffle(seed, 10_000).");
        var uneven = Dataset.of(List.of(Element.of(NDArray.of(1f, 2f)), Element.of(NDArray.of(1f))));
        assertThatThrownBy(() -> all(uneven.batch(2))).isInstanceOf(DatasetException.class)
                .hasMessage("Dataset > batch, element 0: x: expected [float32[2]] as in the first sample of the batch, got [float32[1]] in "
                        + "sample 1. Resize, pad or cast before batching.");
        assertThatThrownBy(() -> all(TEN.map(DatasetTest::failAtSeven))).hasMessage("Dataset > map, element 7: seven is bad");
        assertThatThrownBy(() -> all(TEN.skip(2).map(DatasetTest::failAtSeven).skip(3))).hasMessage("Dataset > map, element 5: seven is bad");
        assertThatThrownBy(() -> all(TEN.filter(e -> failAtSeven(e) == e))).hasMessage("Dataset > filter, element 7: seven is bad");
        var failing = Dataset.generate(() -> IntStream.range(0, 9).mapToObj(i -> failAtSeven(Element.of(NDArray.scalar(i)))).iterator());
        assertThatThrownBy(() -> all(failing)).isInstanceOf(DatasetException.class).hasMessage("Dataset > generator, element 7: seven is bad");
        assertThatThrownBy(() -> TEN.bucketByLength(2, 3, 3)).hasMessage("Dataset > bucketByLength: expected rising boundaries, got [3, 3].");
        assertThatThrownBy(() -> TEN.split(1, 1)).hasMessage("Dataset > split: expected a share between 0 and 1, got 1.0.");
    }

    /// Of arrays that are read one by one, in their order or another, and of those that are filled up.
    @Test
    void saysWhichBatchSamplesDoNotFitInto() {
        var growing = Dataset.read(4, i -> Element.of(NDArray.ones(DType.FLOAT32, Shape.of(2, Math.max(1, i - 1)))));
        assertThatThrownBy(() -> all(growing.batch(2))).isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("Dataset > batch, element 1: x: expected [float32[2, 1]] as in the first sample of the batch, got [float32[2, 2]]");
        assertThatThrownBy(() -> all(growing.shuffle(1).batch(4))).isInstanceOf(DatasetException.class).hasMessageStartingWith("Dataset > batch, element 0: x: ");
        assertThatThrownBy(() -> all(growing.paddedBatch(2))).isInstanceOf(DatasetException.class).hasMessageStartingWith("Dataset > paddedBatch, element 1: ");
        assertThatThrownBy(() -> all(growing.bucketByLength(2, 4))).isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("Dataset > bucketByLength, element 1: ");
        // The third batch, of samples that come one after the other, from the first on or from a place.
        var generated = Dataset.generate(() -> IntStream.of(1, 1, 1, 1, 1, 2).mapToObj(size -> Element.of(NDArray.ones(DType.FLOAT32, Shape.of(size)))).iterator()).batch(2);
        assertThatThrownBy(() -> all(generated)).hasMessageStartingWith("Dataset > batch, element 2: x: ");
        assertThatThrownBy(() -> all(generated.skip(2))).hasMessageStartingWith("Dataset > batch, element 2: x: ");
        assertThatThrownBy(() -> growing.paddedBatch(0)).hasMessage("Dataset > paddedBatch: expected a size of 1 or more, got 0.");
    }

    @Test
    void aWalkThatFailedOrWasClosedIsOver() {
        var elements = TEN.map(DatasetTest::failAtSeven).batch(5).open(0);
        elements.next();
        assertThatThrownBy(elements::next).isInstanceOf(DatasetException.class);
        assertThat(elements.hasNext()).isFalse();
        var closed = TEN.open(0);
        closed.close();
        closed.close();
        assertThatThrownBy(closed::next).isInstanceOf(NoSuchElementException.class);
    }

    static Element failAtSeven(Element element) {
        if (element.input().item() == 7) {
            throw new IllegalArgumentException("seven is bad");
        }
        return element;
    }

    static Dataset numbersUpTo(int count) {
        return Dataset.generate(() -> IntStream.range(0, count).mapToObj(i -> Element.of(NDArray.scalar(i))).iterator());
    }

    static List<Element> all(Dataset data) {
        return all(data, 0);
    }

    static List<Element> all(Dataset data, long epoch) {
        try (var elements = data.open(epoch)) {
            return rest(elements);
        }
    }

    static List<Element> rest(Elements elements) {
        var all = new ArrayList<Element>();
        elements.forEachRemaining(all::add);
        return all;
    }

    static String numbers(Dataset data) {
        return numbers(data, 0);
    }

    /// The inputs as text: `0 1 | 2 3` are two batches of two numbers.
    static String numbers(Dataset data, long epoch) {
        return all(data, epoch).stream()
                .map(e -> LongStream.of(e.input().toLongArray()).mapToObj(Long::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }

    private static String sorted(Dataset data, long epoch) {
        return all(data, epoch).stream().flatMapToLong(e -> LongStream.of(e.input().toLongArray())).sorted()
                .mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
