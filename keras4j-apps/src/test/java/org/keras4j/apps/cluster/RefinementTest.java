package org.keras4j.apps.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.UnfinishedTest;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;

class RefinementTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();


    /// Sizes are 1.5 and 0.5; the first row: .81 / 1.5 = .54 and .01 / .5 = .02, together .56.
    @Test
    void theTargetIsTheSquareOverTheSizeOfTheCluster() {
        var target = Refinement.target(NDArray.of(Shape.of(2, 2), 0.9f, 0.1f, 0.6f, 0.4f));

        assertThat(target.toDoubleArray()).containsExactly(new double[] {0.54 / 0.56, 0.02 / 0.56, 0.24 / 0.56, 0.32 / 0.56}, within(1e-6));
    }

    @Test
    void pointsGoToTheClusterTheyBelongToMost() {
        assertThat(Refinement.surest(NDArray.of(Shape.of(2, 3), 0.2f, 0.5f, 0.3f, 0.4f, 0.3f, 0.3f))).containsExactly(1, 0);
    }

    /// Squared distances of the code (1, 0) to the centres (1, 0) and (1, 3) are 0 and 9: 1 against 1 / 10.
    @Test
    void aCodeBelongsToCentresByStudentsDistribution() {
        var input = Input.shape(2);
        var model = Model.of(input, ClusteringLayer.of(2).name("clusters").apply(input));
        model.getLayer("clusters").setWeights(List.of(NDArray.of(Shape.of(2, 2), 1f, 0f, 1f, 3f)));

        assertThat(model.predict(NDArray.of(Shape.of(1, 2), 1f, 0f)).toDoubleArray()).containsExactly(new double[] {1 / 1.1, 0.1 / 1.1}, within(1e-6));
        assertThat(model.getLayer("clusters").getWeights().getFirst().dtype()).isEqualTo(DType.FLOAT32);
    }

    /// Every change is less than that, but before the first step nothing has changed that could.
    @Test
    void endsAtTheFirstUpdateThatHardlyChangesAnything() {
        assertThat(ran(new Refinement(16, 5, 20, 1.1), new ArrayList<>()).steps()).isEqualTo(5);
    }

    @Test
    void aPassShowsEachPointOnce() {
        var shown = new ArrayList<NDArray>();
        ran(new Refinement(20, 9, 3, 0), shown);
        assertThat(shown.stream().flatMap(rows -> Stream.of(rows.toFloats2D())).map(Arrays::toString).distinct()).hasSize(60);
    }

    /// As if it had not been killed: the same points in each step, the same momentum, the same target.
    @Test
    void goesOnWhereItWasKilled() {
        var whole = refined("whole", () -> false);

        assertThatThrownBy(() -> refined("part", UnfinishedTest.killed(13))).isInstanceOf(CancellationException.class);
        var rest = refined("part", () -> false);

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Going on after 10 steps of clustering");
        assertThat(rest).isEqualTo(whole);
    }

    /// The weights in the end.
    private List<NDArray> refined(String name, BooleanSupplier stop) {
        return refined(new Refinement(16, 5, 20, 0), name, stop, new ArrayList<>(), new ArrayList<>());
    }

    private Refinement.Outcome ran(Refinement refinement, List<NDArray> shown) {
        var outcomes = new ArrayList<Refinement.Outcome>();
        refined(refinement, "run", () -> false, shown, outcomes);
        return outcomes.getFirst();
    }

    private List<NDArray> refined(Refinement refinement, String name, BooleanSupplier stop, List<NDArray> shown, List<Refinement.Outcome> outcomes) {
        var settings = new Report.Settings(2, 1, 8, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK);
        var points = Philox.of(1).normal(DType.FLOAT32, Shape.of(60, 4), 0, 1);
        var columns = List.of("a", "b", "c", "d");
        var data = new ClusterData(points, null, List.of(), null, List.of(),
                new ClusterData.Form.Row(columns, Standardizer.of(new double[][] {{0, 0, 0, 0}, {1, 1, 1, 1}})),
                new DataDescription("", "", Origin.REAL, List.of(), List.of(), ""));
        var network = ClusterNetwork.create(data, ClusterNetwork.Kind.DENSE, 3, settings);
        network.centres(network.encode(points.rows(0, 3)));
        var unfinished = UnfinishedTest.keepingAll(folder.resolve(name), settings, new Application.NoOptions());
        var job = new Job(Application.Verb.TRAIN, List.of(), RunOptions.DEFAULTS, new Application.NoOptions(), new DataPlaces(null, folder), InputStream.nullInputStream(),
                Output.to(System.out, new PrintStream(printed, true, StandardCharsets.UTF_8), false), stop);
        var step = ClusterLesson.stepping(network, false);
        var seen = new Refinement.Step(step.model(), (rows, target) -> {
            shown.add(rows);
            return step.batch().apply(rows, target);
        });
        outcomes.add(refinement.run(network, seen, points, new int[60], 2, job, unfinished.part("clusters")));
        return network.clustering().getWeights();
    }
}
