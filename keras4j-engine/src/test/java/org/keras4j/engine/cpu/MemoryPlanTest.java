package org.keras4j.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;

/// Buffers that live at the same time never share a byte; dead ones make room.
class MemoryPlanTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void livingBuffersLieApart(long seed) {
        var random = new SplittableRandom(seed);
        var buffers = new ArrayList<Buffer>(List.of(Buffer.arena(64)));
        var kernels = new ArrayList<Kernel>();
        for (int i = 0; i < 60; i++) {
            List<View> reads = random.ints(random.nextInt(1, 4), 0, buffers.size()).mapToObj(k -> all(buffers.get(k))).toList();
            var written = Buffer.arena(random.nextLong(1, 500));
            buffers.add(written);
            kernels.add(Kernel.loop("k" + i, reads, List.of(all(written)), _ -> () -> {})
                    .overlaying(reads.stream().map(read -> new Kernel.Overlay(all(written), read)).toList()));
        }
        var inputs = List.of(buffers.getFirst());
        var outputs = List.of(buffers.getLast());

        var plan = MemoryPlan.of(kernels, inputs, outputs);

        Map<Buffer, int[]> lives = new LinkedHashMap<>();
        inputs.forEach(buffer -> lives.put(buffer.root(), new int[] {-1, -1}));
        for (int i = 0; i < kernels.size(); i++) {
            int now = i;
            Stream.concat(kernels.get(i).reads().stream(), kernels.get(i).writes().stream())
                    .forEach(view -> lives.computeIfAbsent(view.buffer().root(), _ -> new int[] {now, now})[1] = now);
        }
        outputs.forEach(buffer -> lives.get(buffer.root())[1] = kernels.size());
        var roots = List.copyOf(lives.keySet());
        for (Buffer a : roots) {
            assertThat(plan.offset(a) % MemoryPlan.ALIGNMENT).isZero();
            assertThat(plan.offset(a) + a.bytes()).isLessThanOrEqualTo(plan.arenaBytes());
            for (Buffer b : roots) {
                boolean together = a != b && lives.get(a)[0] <= lives.get(b)[1] && lives.get(b)[0] <= lives.get(a)[1];
                boolean apart = plan.offset(a) + a.bytes() <= plan.offset(b) || plan.offset(b) + b.bytes() <= plan.offset(a);
                assertThat(!together || apart).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100})
    void aChainNeedsTwoBuffersHoweverLongItIs(int length) {
        var kernels = new ArrayList<Kernel>();
        var first = Buffer.arena(1024);
        var last = first;
        for (int i = 0; i < length; i++) {
            var next = Buffer.arena(1024);
            kernels.add(Kernel.loop("k" + i, List.of(all(last)), List.of(all(next)), _ -> () -> {}));
            last = next;
        }
        assertThat(MemoryPlan.of(kernels, List.of(first), List.of(last)).arenaBytes()).isEqualTo(2 * 1024);
    }

    private static View all(Buffer buffer) {
        return View.of(buffer, Type.of(DType.UINT8, buffer.bytes()));
    }
}
