package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Call;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;

/// A piece of work over buffers that have no place yet.
///
/// @param scope the layer it computes for
/// @param implementation what runs it: oneDNN's name of a kernel, or a loop of ours
/// @param overlays writes that may lie over a read whose last reader this kernel is
/// @param inner the kernels that its first thread runs, if it is made of others
public record Kernel(String name, String scope, String implementation, boolean primitive, List<View> reads, List<View> writes,
              List<Overlay> overlays, List<Kernel> inner, Binder binder) {

    /// A result that may take the memory of an input.
    public record Overlay(View write, View read) {}

    /// Makes the kernel ready to run over memory.
    public interface Binder {
        Bound bind(Memory memory);
    }

    /// Where the buffers ended up.
    public interface Memory {
        MemorySegment of(View view);

        default MemorySegment[] of(List<View> views) {
            return views.stream().map(this::of).toArray(MemorySegment[]::new);
        }

        /// What is made for the program's life belongs to it.
        NativeScope scope();

        Team team();

        Faults faults();

        /// A primitive over these buffers.
        default Call call(PrimitiveDesc desc, Map<Arg, MemorySegment> arguments) {
            return desc.bind(scope(), arguments);
        }
    }

    /// A kernel with its memory.
    @FunctionalInterface
    public interface Bound {
        void run();

        /// Runs, and leaves in `nanos` the time of each of the kernel's [#parts] from `at` on. Answers where those of the next kernel begin.
        default int run(long[] nanos, int at) {
            long start = System.nanoTime();
            run();
            nanos[at] = System.nanoTime() - start;
            return at + 1;
        }
    }

    public Kernel {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        overlays = List.copyOf(overlays);
        inner = List.copyOf(inner);
    }

    public Kernel(String name, String scope, String implementation, boolean primitive, List<View> reads, List<View> writes, List<Overlay> overlays,
           Binder binder) {
        this(name, scope, implementation, primitive, reads, writes, overlays, List.of(), binder);
    }

    /// What its time is told of: the kernels that it is made of, or itself.
    List<Kernel> parts() {
        return inner.isEmpty() ? List.of(this) : inner;
    }

    /// A loop of ours.
    public static Kernel loop(String name, List<View> reads, List<View> writes, Binder binder) {
        return new Kernel(name, "", "loop", false, reads, writes, List.of(), binder);
    }

    public Kernel in(String scope) {
        return new Kernel(name, scope, implementation, primitive, reads, writes, overlays,
                inner.stream().map(kernel -> kernel.in(scope)).toList(), binder);
    }

    public Kernel overlaying(List<Overlay> overlays) {
        return new Kernel(name, scope, implementation, primitive, reads, writes, overlays, inner, binder);
    }
}
