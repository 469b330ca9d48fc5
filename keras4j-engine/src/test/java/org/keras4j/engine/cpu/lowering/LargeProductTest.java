package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.cpu.CpuBackend;
import org.keras4j.engine.cpu.foreign.Isa;
import org.keras4j.engine.cpu.foreign.OneDnn;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;

/// Products of many rows, whose weights are packed ahead, and gradients by kernels, which another code of oneDNN's computes. Both equal the
/// reference interpreter's.
class LargeProductTest {

    @ParameterizedTest(name = "{0}, {1} rows, {2} to {3}, weights transposed: {4}, packed: {5}")
    @CsvSource({
            "FLOAT32,  1024, 8,  512, false, true",
            "FLOAT32,  1023, 8,  512, false, false",
            "FLOAT32,  1024, 8,  513, false, false",
            "FLOAT32,  2048, 64, 128, true,  true",
            "FLOAT32,  2048, 64, 65,  true,  false",
            "FLOAT32,  2048, 9,  1,   false, false",
            "BFLOAT16, 1024, 7,  33,  false, true",
            "BFLOAT16, 2048, 64, 128, true,  true",
            "BFLOAT16, 2047, 64, 128, true,  false"})
    void packsWeightsOfManyRows(DType dtype, long rows, long inner, long columns, boolean isTransposed, boolean isPacked) {
        var g = new GraphBuilder();
        Value x = g.cast(g.input("x", Type.float32(rows, inner)), dtype);
        Value w = g.cast(g.input("w", isTransposed ? Type.float32(columns, inner) : Type.float32(inner, columns)), dtype);
        Profile profile = agree(g.build(List.of(g.cast(g.matmul(x, false, w, isTransposed), DType.FLOAT32))), dtype);

        assertThat(profile.kernels().stream().anyMatch(kernel -> kernel.name().equals("pack"))).isEqualTo(isPacked);
    }

    @ParameterizedTest(name = "{0}, {1} rows, {2} to {3}, by the inner product: {4}")
    @CsvSource({
            "FLOAT32,  40, 3,  5,   true",
            "FLOAT32,  1,  4,  4,   true",
            "FLOAT32,  40, 5,  3,   false",
            "BFLOAT16, 40, 64, 512, true",
            "BFLOAT16, 40, 63, 512, false",
            "BFLOAT16, 40, 64, 300, false"})
    void kernelsGradientIsOfTheInnerProduct(DType dtype, long rows, long inner, long columns, boolean isInnerProduct) {
        assumeTrue(OneDnn.get().isa().includes(Isa.AVX512_CORE), "AVX-512");
        var g = new GraphBuilder();
        Value x = g.cast(g.input("x", Type.float32(rows, inner)), dtype);
        Value dy = g.cast(g.input("dy", Type.float32(rows, columns)), dtype);
        Profile profile = agree(g.build(List.of(g.cast(g.matmul(x, true, dy, false), DType.FLOAT32))), dtype);

        assertThat(profile.kernels().stream().anyMatch(kernel -> kernel.implementation().contains("gemm:jit"))).isEqualTo(isInnerProduct);
    }

    private static Profile agree(Graph graph, DType dtype) {
        List<NDArray> given = graph.inputs().stream().map(input -> Philox.of(6).normal(DType.FLOAT32, input.result().shape(), 0, 1)).toList();
        try (var cpu = new CpuBackend().compile(graph, Map.of(), Compilation.TRAINING);
                var reference = Backend.named("reference").compile(graph, Map.of(), Compilation.TRAINING)) {
            NDArray found = cpu.run(given).getFirst();
            NDArray expected = reference.run(given).getFirst();
            double tolerance = dtype == DType.FLOAT32 ? 1e-5 : 1e-2;
            assertThat(found.allClose(expected, tolerance, tolerance * expected.abs().max().item())).isTrue();
            return cpu.profile(given, 1);
        }
    }
}
