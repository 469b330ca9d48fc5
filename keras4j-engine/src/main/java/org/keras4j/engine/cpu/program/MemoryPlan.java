package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;

/// Gives each buffer its place: those that are never alive at the same time share memory.
///
/// A buffer lives from the first kernel that writes it to the last that touches it, inputs from the start, outputs to the end.
/// Larger buffers are placed first, each at the lowest offset that is free for its whole life.
final class MemoryPlan {
    /// Of the arena's parts, in bytes: a cache line, and what oneDNN likes best.
    static final long ALIGNMENT = 64;

    private final Map<Buffer, Life> lives = new LinkedHashMap<>();
    private final Map<Buffer, Long> offsets = new HashMap<>();
    private long arenaBytes;

    private static final class Life {
        int first;
        int last;
        long bytes;

        Life(int first, long bytes) {
            this.first = first;
            this.last = first;
            this.bytes = bytes;
        }

        boolean meets(Life other) {
            return first <= other.last && other.first <= last;
        }
    }

    /// @param inputs alive before the first kernel
    /// @param outputs alive after the last
    static MemoryPlan of(List<Kernel> kernels, Collection<Buffer> inputs, Collection<Buffer> outputs) {
        var plan = new MemoryPlan();
        Map<Buffer, Integer> lastUse = lastUses(kernels, outputs);
        inputs.forEach(buffer -> plan.touch(buffer, -1));
        for (int i = 0; i < kernels.size(); i++) {
            Kernel kernel = kernels.get(i);
            plan.overlay(kernel, i, lastUse);
            for (View view : kernel.reads()) {
                plan.touch(view.buffer(), i);
            }
            for (View view : kernel.writes()) {
                plan.touch(view.buffer(), i);
            }
        }
        outputs.forEach(buffer -> plan.touch(buffer, kernels.size()));
        plan.place();
        return plan;
    }

    private static Map<Buffer, Integer> lastUses(List<Kernel> kernels, Collection<Buffer> outputs) {
        var last = new HashMap<Buffer, Integer>();
        for (int i = 0; i < kernels.size(); i++) {
            for (View view : kernels.get(i).reads()) {
                last.put(view.buffer(), i);
            }
            for (View view : kernels.get(i).writes()) {
                last.put(view.buffer(), i);
            }
        }
        outputs.forEach(buffer -> last.put(buffer, kernels.size()));
        return last;
    }

    private void overlay(Kernel kernel, int at, Map<Buffer, Integer> lastUse) {
        var taken = new HashSet<Buffer>();
        for (var overlay : kernel.overlays()) {
            Buffer from = overlay.read().buffer();
            Buffer to = overlay.write().buffer();
            boolean dies = from.home() == Buffer.Home.ARENA && lastUse.get(from) == at;
            boolean fresh = to.home() == Buffer.Home.ARENA && !lives.containsKey(to.root());
            if (dies && fresh && overlay.read().isWhole() && overlay.write().isWhole() && from.bytes() == to.bytes() && taken.add(from.root())) {
                to.layOver(from);
            }
        }
    }

    private void touch(Buffer buffer, int at) {
        if (buffer.home() == Buffer.Home.ARENA) {
            Life life = lives.computeIfAbsent(buffer.root(), root -> new Life(at, root.bytes()));
            life.last = Math.max(life.last, at);
        }
    }

    private void place() {
        var placed = new ArrayList<Buffer>();
        var order = new ArrayList<>(lives.keySet());
        order.sort(Comparator.comparingLong((Buffer buffer) -> -lives.get(buffer).bytes));      // stable: ties in order of birth
        for (Buffer buffer : order) {
            Life life = lives.get(buffer);
            long offset = 0;
            for (Buffer other : placed) {                                                          // sorted by offset
                Life taken = lives.get(other);
                if (taken.meets(life) && offsets.get(other) < offset + aligned(life.bytes)) {
                    offset = Math.max(offset, offsets.get(other) + aligned(taken.bytes));
                }
            }
            offsets.put(buffer, offset);
            arenaBytes = Math.max(arenaBytes, offset + aligned(life.bytes));
            int at = Collections.binarySearch(placed, buffer, Comparator.comparingLong(offsets::get));
            placed.add(at < 0 ? -at - 1 : at, buffer);
        }
    }

    long arenaBytes() {
        return arenaBytes;
    }

    /// Where in the arena the buffer starts.
    long offset(Buffer buffer) {
        return offsets.get(buffer.root());
    }

    static long aligned(long bytes) {
        return Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }
}
