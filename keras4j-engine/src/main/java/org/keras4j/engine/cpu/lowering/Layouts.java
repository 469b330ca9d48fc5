package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.*;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;

/// How arrays lie, as oneDNN says it, and the kernels that move them to where a primitive wants them.
final class Layouts {
    private final ProgramBuilder program;
    /// What is kept from run to run is moved once, however many read it.
    private final Map<Kept, View> kept = new HashMap<>();

    private record Reorder(MemoryDesc have, MemoryDesc want) {}

    private record Kept(View from, Reorder move) {}

    Layouts(ProgramBuilder program) {
        this.program = program;
    }

    /// Images `[batch, …, channels]` as oneDNN counts axes: batch, channels, and the others.
    static MemoryDesc images(Type images) {
        var order = new ArrayList<>(images.shape().axes());
        order.add(1, order.removeLast());
        return ordered(images, order);
    }

    /// The array with its axes counted in another order.
    static MemoryDesc ordered(Type type, List<Integer> order) {
        long[] strides = type.shape().strides();
        return MemoryDesc.strided(type.dtype(), type.shape().select(order), order.stream().mapToLong(axis -> strides[axis]).toArray());
    }

    /// The same shape in whatever layout the primitive likes.
    static MemoryDesc any(MemoryDesc desc) {
        return MemoryDesc.any(desc.dtype(), desc.shape());
    }

    /// How a window moves, as oneDNN says it.
    static List<Window> windows(org.keras4j.engine.graph.Window window) {
        return window.axes().stream()
                .map(axis -> new Window(axis.size(), axis.stride(), axis.dilation(), axis.before(), axis.after())).toList();
    }

    /// The same numbers where a primitive wants them: at once if they are there already.
    View reordered(String name, View from, MemoryDesc have, MemoryDesc want) {
        if (have.equals(want)) {
            return from;
        }
        var key = new Kept(from, new Reorder(have, want));
        View known = kept.get(key);
        if (known != null) {
            return known;
        }
        View to = bytes(want.byteSize(), from);
        reorder(name, from, have, to, want);
        if (program.isPrepared(List.of(from))) {
            kept.put(key, to);
        }
        return to;
    }

    void reorder(String name, View from, MemoryDesc have, View to, MemoryDesc want) {
        var desc = program.described(new Reorder(have, want), () -> PrimitiveDesc.reorder(have, want, Attributes.PLAIN));
        program.emit(name, desc, Map.of(Arg.SRC, from, Arg.DST, to), Set.of(Arg.DST));
    }

    /// Memory for something of oneDNN's that depends on `sources`.
    View bytes(long bytes, View... sources) {
        return program.fresh(Type.of(DType.UINT8, bytes), sources);
    }
}
