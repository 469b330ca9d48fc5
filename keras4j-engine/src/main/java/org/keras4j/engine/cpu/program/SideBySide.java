package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Call;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;

/// Lists of kernels that touch nothing of each other's, each run by one thread: nobody waits for anybody until the end.
public final class SideBySide {
    private SideBySide() {}

    /// @param lists made for one thread each
    public static Kernel of(String name, List<List<Kernel>> lists) {
        return new Kernel(name, "", lists.size() + " lists of kernels", false, union(lists, Kernel::reads), union(lists, Kernel::writes), List.of(),
                lists.getFirst(), memory -> memory.team().alone(() -> new Lists(memory.team(), bind(lists, new OneThread(memory)))));
    }

    private static List<View> union(List<List<Kernel>> lists, Function<Kernel, List<View>> views) {
        return lists.stream().flatMap(List::stream).map(views).flatMap(List::stream).distinct().toList();
    }

    private static Kernel.Bound[][] bind(List<List<Kernel>> lists, Kernel.Memory memory) {
        return lists.stream().map(list -> list.stream().map(kernel -> kernel.binder().bind(memory)).toArray(Kernel.Bound[]::new))
                .toArray(Kernel.Bound[][]::new);
    }

    /// The memory of a program, for kernels of one thread beside others.
    private record OneThread(Kernel.Memory program) implements Kernel.Memory {
        @Override
        public MemorySegment of(View view) { return program.of(view); }
        @Override
        public NativeScope scope()         { return program.scope(); }
        @Override
        public Team team()                 { return Team.sequential(); }
        @Override
        public Faults faults()             { return program.faults(); }

        @Override
        public Call call(PrimitiveDesc desc, Map<Arg, MemorySegment> arguments) {
            return desc.bindApart(scope(), arguments);
        }
    }

    private record Lists(Team team, Kernel.Bound[][] lists) implements Kernel.Bound {
        @Override
        public void run() {
            run(list -> {
                for (Kernel.Bound kernel : list) {
                    kernel.run();
                }
            });
        }

        /// The times of the first list. The last of them is also that of waiting for the other lists.
        @Override
        public int run(long[] nanos, int at) {
            long start = System.nanoTime();
            run(list -> {
                for (int i = 0; i < list.length; i++) {
                    if (list == lists[0]) {
                        list[i].run(nanos, at + i);
                    } else {
                        list[i].run();
                    }
                }
            });
            int last = at + lists[0].length - 1;
            nanos[last] = System.nanoTime() - start - Arrays.stream(nanos, at, last).sum();
            return last + 1;
        }

        private void run(Consumer<Kernel.Bound[]> one) {
            team.parallel(lists.length, (worker, workers) -> {
                for (int i = worker; i < lists.length; i += workers) {
                    one.accept(lists[i]);
                }
            });
        }
    }
}
