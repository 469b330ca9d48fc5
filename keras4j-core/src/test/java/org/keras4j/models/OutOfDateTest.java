package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.State;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Discretization;
import org.keras4j.layers.Input;
import org.keras4j.layers.IntegerLookup;
import org.keras4j.layers.Layer;
import org.keras4j.ops.Call;

/// What is compiled anew: what is out of date, and nothing else.
class OutOfDateTest extends OnTestBackend {
    /// Counts what it compiles.
    private static final class Counting implements Backend {
        int compiled;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public State state(String name, Type type) {
            return Programs.BACKEND.state(name, type);
        }

        @Override
        public Executable compile(Graph graph, Map<String, State> states, Compilation options) {
            compiled++;
            return Programs.BACKEND.compile(graph, states, options);
        }
    }

    private static final NDArray FIVE = NDArray.of(5f).reshape(1, 1);

    private final Counting backend = new Counting();

    @BeforeEach
    void count() {
        KerasConfig.backend(backend);
    }

    @AfterEach
    void back() {
        KerasConfig.backend(Programs.BACKEND);
    }

    private static Discretization ranges() {
        var ranges = Discretization.bins(2);
        ranges.adapt(NDArray.of(0f, 1f, 2f, 3f));
        return ranges;
    }

    @Test
    void lookingForNaNLeavesTheProgramsAndTheirWeightsWhereTheyAre() {
        var model = Sequential.of(Input.shape(1), Dense.of(1));
        model.compile("sgd", "mse");
        model.trainOnBatch(FIVE, FIVE);
        List<NDArray> weights = model.getWeights();

        assertThat(model.findNaN(FIVE, FIVE)).isEmpty();

        assertThat(model.getWeights()).isEqualTo(weights);
        assertThat(model.progress().steps()).isEqualTo(1);
        model.trainOnBatch(FIVE, FIVE);
        assertThat(backend.compiled).isEqualTo(1);
    }

    @Test
    void whatALayerLearnsConcernsTheModelsItIsIn() {
        var ranges = ranges();
        var model = Sequential.of(Input.shape(1), ranges);
        var other = Sequential.of(Input.shape(1), Dense.of(1));
        model.predict(FIVE);
        other.predict(FIVE);
        assertThat(backend.compiled).isEqualTo(2);

        ranges().adapt(NDArray.of(10f, 11f, 12f, 13f));
        model.predict(FIVE);
        assertThat(backend.compiled).isEqualTo(2);

        ranges.adapt(NDArray.of(10f, 11f, 12f, 13f));
        assertThat(model.predict(FIVE).toDoubleArray()).containsExactly(0);
        other.predict(FIVE);
        assertThat(backend.compiled).isEqualTo(3);
    }

    @Test
    void aVocabularyCountsFromWhenItIsSet() {
        var lookup = IntegerLookup.create();
        lookup.adapt(NDArray.of(7L, 7L, 5L));
        var model = Sequential.of(Input.shape(1), lookup);
        NDArray seven = NDArray.of(7L).reshape(1, 1);
        assertThat(model.predict(seven).toDoubleArray()).containsExactly(1);

        lookup.setVocabulary(List.of(5L, 6L, 7L));

        assertThat(model.predict(seven).toDoubleArray()).containsExactly(3);
    }

    /// It has one that can learn.
    private static final class Around extends Layer {
        final Discretization part;

        Around(Discretization part) {
            this.part = part;
        }

        @Override
        protected Value call(Call c, Value x) {
            return part.apply(c, x);
        }
    }

    @Test
    void aLayerOutsideOfModelsKnowsWhatItsPartsLearn() {
        var ranges = ranges();
        var around = new Around(ranges);
        assertThat(around.apply(FIVE).toDoubleArray()).containsExactly(1);
        around.apply(FIVE);
        assertThat(backend.compiled).isEqualTo(1);

        ranges.adapt(NDArray.of(10f, 11f, 12f, 13f));

        assertThat(around.apply(FIVE).toDoubleArray()).containsExactly(0);
    }
}
