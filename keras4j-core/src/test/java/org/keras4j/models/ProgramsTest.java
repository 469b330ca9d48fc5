package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// How many programs a model keeps.
class ProgramsTest extends OnTestBackend {
    private final Programs programs = new Programs();
    private final List<Long> compiled = new ArrayList<>();
    private final Variable step = Variable.state("step", Type.of(DType.INT64), new Zeros());

    @Test
    void theOneUsedLongestAgoMakesRoom() {
        LongStream.rangeClosed(1, Programs.KEPT).forEach(this::run);
        run(1);
        assertThat(compiled).hasSize(Programs.KEPT);

        run(Programs.KEPT + 1);
        run(1);
        assertThat(compiled).hasSize(Programs.KEPT + 1);

        run(2);
        assertThat(compiled).hasSize(Programs.KEPT + 2).endsWith(2L);
    }

    /// Asked for one after the other, and in another order again: each kind of step, and each type of inputs, targets and weights.
    @Test
    void anotherKindOrTypeOfBatchIsAnotherProgram() {
        NDArray x = NDArray.ones(DType.FLOAT32, Shape.of(3));
        NDArray ints = NDArray.ones(DType.INT32, Shape.of(3));
        NDArray column = NDArray.ones(DType.FLOAT32, Shape.of(3, 1));
        var batches = List.of(Element.of(x), Element.of(ints), Element.of(column), new Element(List.of(x, x), List.of(), List.of()),
                Element.of(x, x), Element.of(x, ints), Element.of(x, column), Element.of(x, x, x), Element.of(x, x, ints));
        var all = new ArrayList<Program>();
        for (var kind : Program.Kind.values()) {
            batches.forEach(batch -> all.add(program(kind, batch)));
        }

        assertThat(all).doesNotHaveDuplicates();
        for (int i = batches.size() - 1; i >= 0; i--) {
            for (var kind : Program.Kind.values()) {
                assertThat(program(kind, batches.get(i))).isSameAs(all.get(kind.ordinal() * batches.size() + i));
            }
        }
    }

    /// A run that has found its program when it is closed takes a new one.
    @Test
    void programsOfTheKindsThatAreForgottenAreClosed() {
        Element batch = Element.of(NDArray.ones(DType.FLOAT32, Shape.of(3)));
        Program training = program(Program.Kind.TRAIN, batch);
        Program prediction = program(Program.Kind.PREDICT, batch);

        programs.clear(Set.of(Program.Kind.TRAIN, Program.Kind.TEST));

        assertThat(training.run(batch)).isEmpty();
        assertThat(program(Program.Kind.TRAIN, batch)).isNotSameAs(training);
        assertThat(program(Program.Kind.PREDICT, batch)).isSameAs(prediction);
        assertThat(prediction.run(batch)).isPresent();
    }

    private Program program(Program.Kind kind, Element batch) {
        return programs.program(kind, batch, () -> "model", (key, backend) ->
                Program.compile(key, backend, Program.usual(key.kind()), step, (_, samples) -> List.of(Ops.add(samples.x().getFirst(), 1))));
    }

    private void run(long rows) {
        NDArray x = NDArray.ones(DType.FLOAT32, Shape.of(rows));
        assertThat(programs.run(Program.Kind.PREDICT, Element.of(x), () -> "model", (key, backend) -> {
            compiled.add(rows);
            return Program.compile(key, backend, Program.usual(key.kind()), step, (_, batch) -> List.of(Ops.add(batch.x().getFirst(), 1)));
        }).getFirst()).isEqualTo(NDArray.full(DType.FLOAT32, Shape.of(rows), 2));
    }
}
