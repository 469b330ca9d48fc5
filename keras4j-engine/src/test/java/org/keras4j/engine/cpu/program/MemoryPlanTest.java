package org.keras4j.engine.cpu.program;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.cpu.program.Buffer.View;
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
            // Now and then of the size of one that it could be laid over.
            var written = Buffer.arena(random.nextBoolean() ? reads.getFirst().buffer().bytes() : random.nextLong(1, 500));
            buffers.add(written);
            kernels.add(Kernel.loop("k" + i, reads, List.of(all(written)), _ -> () -> {})
                    .overlaying(reads.stream().map(read -> new Kernel.Overlay(all(written), read)).toList()));
        }
        var inputs = List.of(buffers.getFirst());
        var outputs = List.of(buffers.get(random.nextInt(50)), buffers.getLast());

        var plan = MemoryPlan.of(kernels, inputs, outputs);

        Map<Buffer, int[]> lives = new LinkedHashMap<>();
        inputs.forEach(buffer -> lives.put(buffer, new int[] {-1, -1}));
        for (int i = 0; i < kernels.size(); i++) {
            int now = i;
            Stream.concat(kernels.get(i).reads().stream(), kernels.get(i).writes().stream())
                    .forEach(view -> lives.computeIfAbsent(view.buffer(), _ -> new int[] {now, now})[1] = now);
        }
        outputs.forEach(buffer -> lives.get(buffer)[1] = kernels.size());
        lives.forEach((a, life) -> {
            assertThat(plan.offset(a) % MemoryPlan.ALIGNMENT).isZero();
            assertThat(plan.offset(a) + a.bytes()).isLessThanOrEqualTo(plan.arenaBytes());
            lives.forEach((b, other) -> {
                // What is laid over another is born in the kernel in which that one dies.
                boolean together = life[0] < other[1] && other[0] < life[1] || a.root() != b.root() && life[0] <= other[1] && other[0] <= life[1];
                boolean apart = plan.offset(a) + a.bytes() <= plan.offset(b) || plan.offset(b) + b.bytes() <= plan.offset(a);
                assertThat(a == b || !together || apart).isTrue();
            });
        });
    }

    /// A part of another buffer, or of its own, may be written while the rest of it is still wanted.
    @Test
    void onlyWholeBuffersAreLaidOverOthers() {
        var whole = Buffer.arena(128);
        var large = Buffer.arena(128);
        var first = View.of(large, Type.of(DType.UINT8, 64));
        for (var overlay : List.of(new Kernel.Overlay(first, all(whole)), new Kernel.Overlay(all(whole), first))) {
            View from = overlay.read();
            View to = overlay.write();
            List<Kernel> kernels = List.of(Kernel.loop("before", List.of(), List.of(all(from.buffer())), _ -> () -> {}),
                    Kernel.loop("now", List.of(from), List.of(to), _ -> () -> {}).overlaying(List.of(overlay)));

            MemoryPlan.of(kernels, List.of(), List.of(to.buffer()));

            assertThat(to.buffer().root()).isEqualTo(to.buffer());
        }
    }

    /// What has something in it already is not laid over anything.
    @Test
    void onlyNewBuffersAreLaidOverOthers() {
        var from = Buffer.arena(64);
        var to = Buffer.arena(64);
        List<Kernel> kernels = List.of(Kernel.loop("before", List.of(), List.of(all(from), all(to)), _ -> () -> {}),
                Kernel.loop("now", List.of(all(from), all(to)), List.of(all(to)), _ -> () -> {}).overlaying(List.of(new Kernel.Overlay(all(to), all(from)))));

        MemoryPlan.of(kernels, List.of(), List.of(to));

        assertThat(to.root()).isEqualTo(to);
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
