package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.config.RandomSeed;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.optimizers.Adam;

/// A run that was ended and is given again comes to the bytes of one that was not, whether it was asked to end or killed.
public class UnfinishedTest {
    private static final Element SAMPLES = Element.of(NDArray.generate(DType.FLOAT32, Shape.of(37, 4), i -> Math.sin(i * 1.7)),
            NDArray.generate(DType.FLOAT32, Shape.of(37, 1), i -> Math.cos(i * 0.9)));
    private static final int EPOCHS = 4;
    private static final int STEPS = EPOCHS * 5;

    @TempDir
    Path folder;

    private record Own(int depth) {}

    private record Run(Model model, Training training) {
        List<NDArray> weights() {
            return model.getWeights();
        }
    }

    private Run run(Unfinished unfinished, BooleanSupplier stop) {
        RandomSeed.set(5);
        var model = Sequential.of(Input.shape(4), Dense.of(8).activation("relu"), Dropout.of(0.4), Dense.of(1));
        model.compile(Adam.of(0.01), "mse");
        var training = Fitting.of(settings(), job(stop)).goingOn(unfinished.part("net")).run(model, Samples.of("rows", SAMPLES));
        return new Run(model, training);
    }

    private static Report.Settings settings() {
        return new Report.Settings(5, EPOCHS, 8, 0.01, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
    }

    private Job job(BooleanSupplier stop) {
        return new Job(Application.Verb.TRAIN, List.of(), RunOptions.DEFAULTS, new Own(1), new DataPlaces(null, folder), InputStream.nullInputStream(),
                Output.to(new PrintStream(printed, true, StandardCharsets.UTF_8), new PrintStream(printed, true, StandardCharsets.UTF_8), false), stop);
    }

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /// Keeps whatever is done.
    private Unfinished unfinished(int depth) {
        return keepingAll(folder, settings(), new Own(depth));
    }

    /// Of a run for which no work is too little to be kept.
    public static Unfinished keepingAll(Path folder, Report.Settings settings, Record own) {
        return Unfinished.in(new RunFolder(folder, new RunFiles(folder, RunFiles.Mode.REPLACE), List.of()), "net", settings, own,
                new DataDescription("rows", "here", Origin.REAL, List.of(), List.of(), ""), Duration.ZERO);
    }

    /// Asks for an end when so many steps are done.
    public static BooleanSupplier after(int steps) {
        var asked = new AtomicInteger();
        return () -> asked.incrementAndGet() >= steps;
    }

    private Run straight() {
        return run(keepingAll(folder.resolve("other"), settings(), new Own(1)), () -> false);
    }

    @Test
    void goesOnInTheMiddleOfAnEpoch() {
        var whole = straight();

        var half = run(unfinished(1), after(7));
        unfinished(1).end(job(() -> true));
        var rest = run(unfinished(1), () -> false);
        unfinished(1).end(job(() -> false));

        assertThat(half.training.end()).isEqualTo(Report.End.STOPPED);
        assertThat(half.training.work().count()).isEqualTo(37 + 2 * 8);
        assertThat(half.weights()).isNotEqualTo(whole.weights());
        assertThat(rest.weights()).isEqualTo(whole.weights());
        assertThat(rest.training.history()).isEqualTo(whole.training.history());
        assertThat(rest.training.work().count()).isEqualTo(EPOCHS * 37);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("The same command with --out " + folder + " goes on from here.", "Going on after 7 steps of " + STEPS);
        assertThat(folder.resolve("unfinished")).doesNotExist();
    }

    @Test
    void goesOnAfterTheLastEpochThatWasKept() {
        var whole = straight();

        assertThatThrownBy(() -> run(unfinished(1), killed(12))).isInstanceOf(CancellationException.class);
        var rest = run(unfinished(1), () -> false);

        assertThat(rest.weights()).isEqualTo(whole.weights());
        assertThat(rest.training.history()).isEqualTo(whole.training.history());
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Going on after 10 steps of " + STEPS);
    }

    /// Ends the run as a failing machine would.
    public static BooleanSupplier killed(int steps) {
        var asked = new AtomicInteger();
        return () -> {
            if (asked.incrementAndGet() >= steps) {
                throw new CancellationException();
            }
            return false;
        };
    }

    @Test
    void aPartThatIsDoneIsNotDoneAgain() {
        var whole = run(unfinished(1), () -> false);

        var again = run(unfinished(1), () -> {
            throw new AssertionError("a step");
        });

        assertThat(again.weights()).isEqualTo(whole.weights());
        assertThat(again.training.history()).isEqualTo(whole.training.history());
    }

    /// Wherever it was ended, of epochs of five steps: before there is a best one, with the last step of one, after the best, and with the last step of all.
    @Test
    void theBestEpochIsKeptToo() {
        var whole = runToTheBest(keepingAll(folder.resolve("other"), settings(), new Own(1)), () -> false);
        var losses = Objects.requireNonNull(whole.training.history().get("val_loss"));
        // The least is the second, and no more than one worse epoch is waited for.
        assertThat(losses).hasSize(3).allMatch(loss -> loss >= losses.get(1));

        for (int steps : List.of(4, 5, 12, 15)) {
            var part = folder.resolve("stopped-" + steps);
            runToTheBest(keepingAll(part, settings(), new Own(1)), after(steps));
            var rest = runToTheBest(keepingAll(part, settings(), new Own(1)), () -> false);

            assertThat(rest.weights()).as("stopped after %d steps", steps).isEqualTo(whole.weights());
            assertThat(rest.training.history()).isEqualTo(whole.training.history());
        }
    }

    private Run runToTheBest(Unfinished unfinished, BooleanSupplier stop) {
        RandomSeed.set(5);
        var model = Sequential.of(Input.shape(4), Dense.of(8).activation("relu"), Dropout.of(0.4), Dense.of(1));
        model.compile(Adam.of(0.05), "mse");
        var best = EarlyStopping.of("val_loss").patience(1).restoreBestWeights();
        var training = Fitting.of(settings(), job(stop)).goingOn(unfinished.part("net")).run(model, Samples.of("rows", SAMPLES), best,
                fit -> fit.seed(3).validationData(SAMPLES.mapY(y -> y.times(0.3).plus(0.1))));
        return new Run(model, training);
    }

    @Test
    void anotherRunBeginsAnew() {
        run(unfinished(1), after(7));

        unfinished(2);

        assertThat(folder.resolve("unfinished")).doesNotExist();
    }

    /// Whose folder of that name is another one, or has his own files in it.
    @Test
    void whatTheUserHasInAFolderOfThatNameStays() throws IOException {
        var novel = Files.createDirectories(folder.resolve("unfinished")).resolve("novel.txt");
        Files.writeString(novel, "Call me");
        Files.writeString(novel.resolveSibling("plan.json"), "{}");

        unfinished(1).end(job(() -> false));
        assertThat(novel.resolveSibling("plan.json")).exists();
        run(unfinished(2), after(7));
        unfinished(3).end(job(() -> false));

        assertThat(novel).hasContent("Call me");
        assertThat(novel.resolveSibling("plan.json")).exists();
        assertThat(novel.resolveSibling("run.json")).doesNotExist();
        assertThat(novel.resolveSibling("net.json")).doesNotExist();
    }

    @Test
    void saysWhatToDoWithBrokenNotes() throws IOException {
        run(unfinished(1), after(7));
        Files.writeString(folder.resolve("unfinished/net.json"), "{}");

        assertThatThrownBy(() -> run(unfinished(1), () -> false)).isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder.resolve("unfinished/net.json") + ": holds something else").hasMessageEndingWith("Delete the folder "
                        + folder.resolve("unfinished") + " to begin anew.");
    }
}
