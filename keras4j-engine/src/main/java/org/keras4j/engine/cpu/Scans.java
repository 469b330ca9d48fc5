package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.graph.Control.Scan;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;

/// A loop whose body is a program of its own, compiled once: each turn copies its slices in and its results out.
final class Scans {
    private final Lowering lowering;

    Scans(Lowering lowering) {
        this.lowering = lowering;
    }

    void lower(Node node, Scan op) {
        List<View> in = List.of(lowering.views(node.inputs()));
        List<View> out = node.outputs().stream().map(output -> lowering.define(output, in)).toList();
        var body = Lowering.of(op.body(), Map.of(), Compilation.TRAINING, lowering.scope());
        // A body's inputs may be fewer than the loop's: what it doesn't use isn't in its graph.
        List<Integer> numbers = op.body().inputs().stream().map(Leaf.Input::name).map(Integer::valueOf).toList();
        lowering.emit(new Kernel("scan", "", "loop of " + body.kernels().size() + " kernels", false, in, out, List.of(), memory -> {
            var program = new BoundProgram(body, memory);
            return new Turns(op, numbers, program, memory.of(in), memory.of(out));
        }));
    }

    /// A scan with its memory.
    private static final class Turns implements Kernel.Bound {
        private final Scan op;
        private final List<Integer> numbers;
        private final BoundProgram body;
        private final MemorySegment[] in;
        private final MemorySegment[] out;
        /// The state that goes into the next turn.
        private final MemorySegment[] state;

        Turns(Scan op, List<Integer> numbers, BoundProgram body, MemorySegment[] in, MemorySegment[] out) {
            this.op = op;
            this.numbers = numbers;
            this.body = body;
            this.in = in;
            this.out = out;
            this.state = new MemorySegment[op.states()];
            for (int i = 0; i < state.length; i++) {
                state[i] = body.scope().allocate(Math.max(1, in[i].byteSize())).asSlice(0, in[i].byteSize());
            }
        }

        @Override
        public void run() {
            for (int i = 0; i < state.length; i++) {
                state[i].copyFrom(in[i]);
            }
            int kept = out.length - 2 * op.states();
            for (long turn = 0; turn < op.length(); turn++) {
                long at = op.reverse() ? op.length() - 1 - turn : turn;
                for (int i = 0; i < state.length; i++) {
                    slice(out[op.states() + kept + i], at).copyFrom(state[i]);
                }
                for (int i = 0; i < numbers.size(); i++) {
                    int number = numbers.get(i);
                    MemorySegment given = number < op.states() ? state[number]
                            : number < op.states() + op.sequences() ? slice(in[number], at) : in[number];
                    body.input(i).copyFrom(given);
                }
                body.run();
                for (int i = 0; i < state.length; i++) {
                    state[i].copyFrom(body.output(i));
                }
                for (int i = 0; i < kept; i++) {
                    slice(out[op.states() + i], at).copyFrom(body.output(op.states() + i));
                }
            }
            for (int i = 0; i < state.length; i++) {
                out[i].copyFrom(state[i]);
            }
        }

        private MemorySegment slice(MemorySegment all, long turn) {
            long bytes = all.byteSize() / op.length();
            return all.asSlice(turn * bytes, bytes);
        }
    }
}
