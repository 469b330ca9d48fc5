package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Control.Scan;
import org.keras4j.engine.graph.Node;

/// A loop whose body is a program of its own, compiled once: each turn copies its slices in and its results out.
final class Scans {
    private final ProgramBuilder program;

    Scans(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, Scan op) {
        List<View> in = List.of(program.views(node.inputs()));
        List<View> out = node.outputs().stream().map(output -> program.define(output, in)).toList();
        Body body = Body.of(op.body(), program);
        program.emit(new Kernel("scan", "", "loop of " + body.kernels() + " kernels", false, in, out, List.of(), memory ->
                new Turns(op, body.bind(memory), memory.scope(), memory.of(in), memory.of(out))));
    }

    /// A scan with its memory.
    private static final class Turns implements Kernel.Bound {
        private final Scan op;
        private final Body.Bound body;
        private final MemorySegment[] in;
        private final MemorySegment[] out;
        /// The state that goes into the next turn.
        private final MemorySegment[] state;

        Turns(Scan op, Body.Bound body, NativeScope scope, MemorySegment[] in, MemorySegment[] out) {
            this.op = op;
            this.body = body;
            this.in = in;
            this.out = out;
            this.state = new MemorySegment[op.states()];
            for (int i = 0; i < state.length; i++) {
                state[i] = scope.allocate(Math.max(1, in[i].byteSize())).asSlice(0, in[i].byteSize());
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
                body.run(number -> number < op.states() ? state[number] : isSequence(number) ? slice(in[number], at) : in[number]);
                for (int i = 0; i < state.length; i++) {
                    state[i].copyFrom(body.result(i));
                }
                for (int i = 0; i < kept; i++) {
                    slice(out[op.states() + i], at).copyFrom(body.result(op.states() + i));
                }
            }
            for (int i = 0; i < state.length; i++) {
                out[i].copyFrom(state[i]);
            }
        }

        private boolean isSequence(int operand) {
            return operand >= op.states() && operand < op.states() + op.sequences();
        }

        private MemorySegment slice(MemorySegment all, long turn) {
            long bytes = all.byteSize() / op.length();
            return all.asSlice(turn * bytes, bytes);
        }
    }
}
