package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.keras4j.text.Output;

/// Whole texts as Keras 3.15.1 printed them, with its clock moving 20 ms each time that somebody looks at it.
class ProgressBarTest {
    private long now = 1_000_000_000_000L;

    @Test
    void looksLikeKerasOnATerminal() {
        String text = printed(() -> {
            epoch(1, Verbosity.BAR, OptionalLong.of(3), List.of(of(0.75, 0.6637), of(0, 0), of(0, 0)),
                    with(of(0.8, 0.6135), "val_accuracy", 1.0, "val_loss", 0.4367));
            epoch(2, Verbosity.BAR, OptionalLong.of(3), List.of(of(1, 0.4277), of(0, 0), of(0, 0)),
                    with(of(1, 0.4253), "val_accuracy", 1.0, "val_loss", 0.3464));
        });
        assertThat(text).isEqualTo(golden("fit_v1_tty.txt"));
    }

    /// Where Java's own formats would write ٣ for 3.
    @Test
    @DefaultLocale("ar-EG")
    void looksTheSameInEveryCountry() {
        looksLikeKerasOnATerminal();
        saysUnknownUntilTheEndTellsTheLength();
        showsTheTimeThatIsLeftInTheUnitsThatFit();
    }

    @Test
    void saysUnknownUntilTheEndTellsTheLength() {
        String text = printed(() -> run(Verbosity.BAR, OptionalLong.empty(), List.of(of(1, 0.6536), of(0, 0), of(0, 0)), of(0.8889, 0.6220)));
        assertThat(text).isEqualTo(golden("fit_v1_unknown_length_pipe.txt"));
    }

    @Test
    void evaluatesAndPredictsWithTheSameBar() {
        assertThat(printed(() -> run(Verbosity.BAR, OptionalLong.of(3), List.of(of(1, 0.3168), of(0, 0), of(0, 0)), of(1, 0.3464))))
                .isEqualTo(golden("evaluate_v1_tty.txt"));
        var nothing = new LinkedHashMap<String, Double>();
        assertThat(printed(() -> run(Verbosity.BAR, OptionalLong.of(3), List.of(nothing, nothing, nothing), nothing)))
                .isEqualTo(golden("predict_v1_tty.txt"));
    }

    @Test
    void printsALineAnEpochWithoutATerminal() {
        String text = printed(() -> {
            epoch(1, Verbosity.LINES, OptionalLong.of(2), List.of(of(0, 0), of(0, 0)), with(of(0.75, 0.6607), "val_accuracy", 1.0, "val_loss", 0.4244));
            epoch(2, Verbosity.LINES, OptionalLong.of(2), List.of(of(0, 0), of(0, 0)), with(of(0.875, 0.5325), "val_accuracy", 1.0, "val_loss", 0.3178));
        });
        assertThat(text).isEqualTo(golden("fit_v2.txt"));
        assertThat(printed(() -> run(Verbosity.LINES, OptionalLong.of(3), List.of(of(0, 0), of(0, 0), of(0, 0)), of(1, 0.4258))))
                .isEqualTo(golden("evaluate_v2.txt"));
    }

    /// The first of 100 steps is done: 99 are left, and take as long each.
    @Test
    void showsTheTimeThatIsLeftInTheUnitsThatFit() {
        assertThat(afterOneStepOf(Duration.ofMillis(500))).endsWith("\u001b[1m49s\u001b[0m 500ms/step");
        assertThat(afterOneStepOf(Duration.ofMillis(1500))).endsWith("\u001b[1m2:28\u001b[0m 2s/step");
        assertThat(afterOneStepOf(Duration.ofSeconds(100))).endsWith("\u001b[1m2:45:00\u001b[0m 100s/step");
        assertThat(afterOneStepOf(Duration.ofNanos(999_400))).endsWith("\u001b[1m0s\u001b[0m 999us/step");
        assertThat(afterOneStepOf(Duration.ZERO)).endsWith("\u001b[1m0s\u001b[0m 0s/step");
    }

    @Test
    void fillsUpWhatALongerLineLeftBehind() {
        String text = printed(() -> {
            var bar = new ProgressBar(Verbosity.BAR, OptionalLong.of(2), () -> now);
            bar.update(1, () -> of(10_000, 1));
            bar.finish(2, of(1, 1));
        });
        assertThat(text).endsWith("accuracy: 1.0000 - loss: 1.0000    \n");
    }

    @Test
    void showsHowFarAStopLetItCome() {
        String text = printed(() -> new ProgressBar(Verbosity.BAR, OptionalLong.of(40), () -> now).finish(10, of(1, 1)));
        assertThat(text).contains("10/40").contains("━".repeat(5) + "\u001b[0m\u001b[37m" + "━".repeat(15)).endsWith("\n");
        assertThat(printed(() -> new ProgressBar(Verbosity.LINES, OptionalLong.of(40), () -> now).finish(10, of(1, 1)))).startsWith("10/40 - ");
    }

    @Test
    void writesSmallNumbersWithAnExponentAndNoNumbersAsPythonDoes() {
        String text = printed(() -> new ProgressBar(Verbosity.BAR, OptionalLong.of(1), () -> now).finish(1, of(-0.0005, Double.NaN)));
        assertThat(text).endsWith(" - accuracy: -5.0000e-04 - loss: nan\n");
    }

    @Test
    void asksForValuesOnlyWhenItDraws() {
        var asked = new AtomicInteger();
        printed(() -> {
            var bar = new ProgressBar(Verbosity.BAR, OptionalLong.of(100), this::tick);
            for (int step = 1; step <= 100; step++) {
                bar.update(step, () -> {
                    asked.incrementAndGet();
                    return of(1, 1);
                });
            }
        });
        assertThat(asked).hasValue(34);                               // each third tick of 20 ms passes 50 ms
    }

    @Test
    void isSilentWhenToldSo() {
        assertThat(printed(() -> epoch(1, Verbosity.SILENT, OptionalLong.of(1), List.of(of(1, 1)), of(1, 1)))).isEmpty();
    }

    private String afterOneStepOf(Duration step) {
        return printed(() -> {
            var bar = new ProgressBar(Verbosity.BAR, OptionalLong.of(100), () -> now);
            now += step.toNanos();
            bar.update(1, LinkedHashMap::new);
        });
    }

    private void epoch(int epoch, Verbosity verbosity, OptionalLong target, List<SequencedMap<String, Double>> steps, SequencedMap<String, Double> end) {
        if (verbosity != Verbosity.SILENT) {
            Output.printLine("Epoch " + epoch + "/2");
        }
        run(verbosity, target, steps, end);
    }

    private void run(Verbosity verbosity, OptionalLong target, List<SequencedMap<String, Double>> steps, SequencedMap<String, Double> end) {
        var bar = new ProgressBar(verbosity, target, this::tick);
        for (int i = 0; i < steps.size(); i++) {
            var values = steps.get(i);
            bar.update(i + 1, () -> values);
        }
        bar.finish(steps.size(), end);
    }

    private long tick() {
        return now += 20_000_000L;
    }

    private static SequencedMap<String, Double> of(double accuracy, double loss) {
        var values = new LinkedHashMap<String, Double>();
        values.put("accuracy", accuracy);
        values.put("loss", loss);
        return values;
    }

    private static SequencedMap<String, Double> with(SequencedMap<String, Double> values, String name, double value, String other, double otherValue) {
        values.put(name, value);
        values.put(other, otherValue);
        return values;
    }

    private static String printed(Runnable run) {
        var text = new StringBuilder();
        try (var _ = Output.redirect(text::append, Output.Kind.TERMINAL)) {
            run.run();
        }
        return text.toString();
    }

    static String golden(String name) {
        try (var in = ProgressBarTest.class.getResourceAsStream("/golden/text/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
