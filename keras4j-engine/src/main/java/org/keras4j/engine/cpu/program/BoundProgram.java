package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;

/// Kernels with their memory, ready to be replayed. For one thread at a time.
public final class BoundProgram implements Kernel.Memory {
    private final NativeScope scope;
    private final Team team;
    private final Faults faults;
    private final MemoryPlan plan;
    private final MemorySegment arena;
    private final Map<Buffer, MemorySegment> kept = new IdentityHashMap<>();
    private final Kernel.Bound[] prologue;
    private final Kernel.Bound[] kernels;
    /// Which kernels write what outlives the run.
    private final boolean[] writesState;
    private final MemorySegment[] inputs;
    private final MemorySegment[] outputs;

    /// @param memory takes the number of bytes that are needed between the kernels of a run
    public BoundProgram(Lowered lowered, NativeScope scope, Team team, Faults faults, LongFunction<MemorySegment> memory) {
        this.scope = scope;
        this.team = team;
        this.faults = faults;
        // Scratch memory of the prologue lies in the arena, too: so both are planned as one.
        var all = new ArrayList<>(lowered.prologue());
        all.addAll(lowered.kernels());
        plan = MemoryPlan.of(all, buffers(lowered.inputs()), buffers(lowered.outputs()));
        arena = memory.apply(Math.max(1, plan.arenaBytes()));
        prologue = bind(lowered.prologue());
        kernels = bind(lowered.kernels());
        writesState = new boolean[kernels.length];
        for (int i = 0; i < kernels.length; i++) {
            writesState[i] = lowered.kernels().get(i).writes().stream().anyMatch(view -> view.buffer().home() == Buffer.Home.GIVEN);
        }
        inputs = of(lowered.inputs());
        outputs = of(lowered.outputs());
    }

    /// A program within another, with memory of its own: both are in use at once.
    public BoundProgram(Lowered lowered, Kernel.Memory outer) {
        this(lowered, outer.scope(), outer.team(), outer.faults(), outer.scope()::allocate);
    }

    private static List<Buffer> buffers(List<View> views) {
        return views.stream().map(View::buffer).toList();
    }

    private Kernel.Bound[] bind(List<Kernel> kernels) {
        return kernels.stream().map(kernel -> kernel.binder().bind(this)).toArray(Kernel.Bound[]::new);
    }

    @Override
    public MemorySegment of(View view) {
        Buffer buffer = view.buffer();
        MemorySegment memory = switch (buffer.home()) {
            case GIVEN -> buffer.given();
            case KEPT -> kept.computeIfAbsent(buffer, b -> scope.allocate(Math.max(1, b.bytes())));
            case ARENA -> arena.asSlice(plan.offset(buffer), buffer.bytes());
        };
        return memory.asSlice(view.offset(), view.type().bytes());
    }

    @Override
    public NativeScope scope()            { return scope; }
    @Override
    public Team team()                    { return team; }
    @Override
    public Faults faults()                { return faults; }

    public MemorySegment input(int index)        { return inputs[index]; }
    public MemorySegment output(int index)       { return outputs[index]; }
    public long arenaBytes()                     { return plan.arenaBytes(); }

    /// Computes what depends on state alone.
    void prepare() {
        for (Kernel.Bound kernel : prologue) {
            kernel.run();
        }
    }

    /// Ends before anything is written that depends on an index which isn't there: weights stay as they were. Counters may have moved on.
    ///
    /// @throws IndexOutOfBoundsException for such an index
    public void run() {
        for (int i = 0; i < kernels.length; i++) {
            raiseBefore(i);
            kernels[i].run();
        }
    }

    /// Runs as [#run()], and leaves in `nanos` the time that each part of each kernel took.
    void run(long[] nanos) {
        int at = 0;
        for (int i = 0; i < kernels.length; i++) {
            raiseBefore(i);
            at = kernels[i].run(nanos, at);
        }
    }

    private void raiseBefore(int kernel) {
        if (writesState[kernel]) {
            faults.raise();
        }
    }
}
