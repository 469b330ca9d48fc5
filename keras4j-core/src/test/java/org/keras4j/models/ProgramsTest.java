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

    private void run(long rows) {
        NDArray x = NDArray.ones(DType.FLOAT32, Shape.of(rows));
        assertThat(programs.run(Program.Kind.PREDICT, Element.of(x), () -> "model", (key, backend) -> {
            compiled.add(rows);
            return Program.compile(key, backend, Program.usual(key.kind()), step, (_, batch) -> List.of(Ops.add(batch.x().getFirst(), 1)));
        }).getFirst()).isEqualTo(NDArray.full(DType.FLOAT32, Shape.of(rows), 2));
    }
}
