package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Call;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;

/// One of oneDNN's primitives.
final class PrimitiveKernel {
    private PrimitiveKernel() {}

    /// @param results those of `arguments` that it writes
    static Kernel of(ProgramBuilder program, String name, PrimitiveDesc described, Map<Arg, View> arguments, Set<Arg> results) {
        return of(program, name, described, arguments, results, program.team());
    }

    /// @param team that `described` is for: all of the program's, or one thread
    static Kernel of(ProgramBuilder program, String name, PrimitiveDesc described, Map<Arg, View> arguments, Set<Arg> results, Team team) {
        Optional<PrimitiveDesc> alone = SmallPrimitives.alone(described, arguments, team);
        PrimitiveDesc desc = alone.orElse(described);
        if (desc.isReference()) {
            SlowKernels.found(name, program.layer(), desc.implementation());
        }
        // In one order always: the memory plan, and so every address, must not depend on a map's whims.
        var all = new TreeMap<Arg, View>(Comparator.comparing(Arg::toString));
        all.putAll(arguments);
        var writes = new ArrayList<View>();
        var reads = new ArrayList<View>();
        all.forEach((argument, view) -> (results.contains(argument) ? writes : reads).add(view));
        if (desc.scratchpadBytes() > 0) {
            View pad = program.scratch(desc.scratchpadBytes());
            all.put(Arg.SCRATCHPAD, pad);
            writes.add(pad);
        }
        return new Kernel(name, program.layer(), desc.implementation(), true, reads, writes, List.of(), memory -> {
            var segments = new LinkedHashMap<Arg, MemorySegment>();
            all.forEach((argument, view) -> segments.put(argument, memory.of(view)));
            return alone.isPresent() ? runAlone(memory.team().alone(() -> memory.call(desc, segments)), memory.team())
                    : memory.call(desc, segments)::run;
        });
    }

    private static Kernel.Bound runAlone(Call call, Team team) {
        return () -> {
            Team.sequential().useOnThisThread();
            call.run();
            team.useOnThisThread();
        };
    }
}
