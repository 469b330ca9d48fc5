package org.keras4j.apps.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.SoftmaxRegression;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

class DigitGeneratorTest {
    private static final List<String> CLASSES = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    @Test
    void drawsAboutAsMuchInkAsMnistHas() {
        var digits = DigitGenerator.generate(500, 7, 0);

        assertThat(digits.images().dtype()).isEqualTo(DType.UINT8);
        assertThat(digits.images().shape()).isEqualTo(Shape.of(500, 28, 28));
        // MNIST: 19 % of the pixels carry ink, the mean is 33.3.
        double mean = digits.images().mean().item();
        assertThat(mean).isBetween(20.0, 50.0);
    }

    @Test
    void mixesAllClassesEvenly() {
        var counts = new int[10];
        for (int label : DigitGenerator.generate(5000, 7, 0).labels().toIntArray()) {
            counts[label]++;
        }
        // 500 each, give or take four standard deviations of 21.
        assertThat(IntStream.of(counts).boxed()).allSatisfy(count -> assertThat(count).isBetween(415, 585));
    }

    @Test
    void drawsTheSameOnEveryMachine() throws Exception {
        var digits = DigitGenerator.generate(200, 42, 1);

        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(digits.images().toByteArray());
        digest.update(digits.labels().toByteArray());
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo("04b37ba63aeb46134452de458533a85547ebf73a4cfc88820c4b24bafb79c49b");
    }

    @Test
    void imagesDependOnTheirPositionAndNotOnHowManyAreMade() {
        var few = DigitGenerator.generate(10, 3, 0);
        var many = DigitGenerator.generate(100, 3, 0).rows(0, 10);

        assertThat(few.images()).isEqualTo(many.images());
        assertThat(few.labels()).isEqualTo(many.labels());
    }

    @Test
    void otherSeedsAndSplitsHaveOtherImages() {
        var digits = DigitGenerator.generate(10, 3, 0);

        assertThat(DigitGenerator.generate(10, 4, 0).images()).isNotEqualTo(digits.images());
        assertThat(DigitGenerator.generate(10, 3, 1).images()).isNotEqualTo(digits.images());
    }

    @Test
    void areTooHardForALinearModel() {
        var train = DigitGenerator.generate(60_000, 0, 0);
        var test = DigitGenerator.generate(10_000, 0, 1);

        var model = SoftmaxRegression.train(train.images().toByteArray(), train.labels().toIntArray(), 10, 3, 0);
        var score = Classification.of(CLASSES, test.labels().toIntArray(), model.predict(test.images().toByteArray()));

        // Ten epochs reach 0.867.
        assertThat(score.accuracy()).isBetween(0.75, 0.93);
    }
}
