package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Control.If;
import org.keras4j.engine.graph.Control.While;
import org.keras4j.engine.graph.Node;

/// Bodies that run or don't, each a program of its own, compiled once.
final class Choices {
    private final ProgramBuilder program;

    Choices(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Node node, If op) {
        List<View> in = List.of(program.views(node.inputs()));
        List<View> out = node.outputs().stream().map(output -> program.define(output, in)).toList();
        Body then = Body.of(op.then(), program);
        Body otherwise = Body.of(op.otherwise(), program);
        program.emit(new Kernel("if", "", "one of two programs", false, in, out, List.of(), memory -> {
            MemorySegment[] given = memory.of(in);
            MemorySegment[] operands = Arrays.copyOfRange(given, 1, given.length);
            MemorySegment[] results = memory.of(out);
            Body.Bound yes = then.bind(memory);
            Body.Bound no = otherwise.bind(memory);
            return () -> (isTrue(given[0]) ? yes : no).run(operands, results);
        }));
    }

    void lower(Node node, While op) {
        List<View> in = List.of(program.views(node.inputs()));
        List<View> out = node.outputs().stream().map(output -> program.define(output, in)).toList();
        Body condition = Body.of(op.condition(), program);
        Body body = Body.of(op.body(), program);
        program.emit(new Kernel("while", "", "loop of " + body.kernels() + " kernels", false, in, out, List.of(), memory -> {
            MemorySegment[] given = memory.of(in);
            MemorySegment[] state = memory.of(out);
            MemorySegment[] operands = given.clone();
            System.arraycopy(state, 0, operands, 0, state.length);
            Body.Bound goesOn = condition.bind(memory);
            Body.Bound turn = body.bind(memory);
            MemorySegment[] answer = {memory.scope().allocate(1)};
            return () -> {
                for (int i = 0; i < state.length; i++) {
                    state[i].copyFrom(given[i]);
                }
                for (goesOn.run(operands, answer); isTrue(answer[0]); goesOn.run(operands, answer)) {
                    turn.run(operands, state);
                }
            };
        }));
    }

    private static boolean isTrue(MemorySegment bool) {
        return bool.get(ValueLayout.JAVA_BYTE, 0) != 0;
    }
}
