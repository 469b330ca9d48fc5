package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.Buffer.View;
import org.keras4j.engine.graph.Control.If;
import org.keras4j.engine.graph.Control.While;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;

/// Bodies that run or don't, each a program of its own, compiled once.
final class Choices {
    private final Lowering lowering;

    Choices(Lowering lowering) {
        this.lowering = lowering;
    }

    void lower(Node node, If op) {
        List<View> in = List.of(lowering.views(node.inputs()));
        List<View> out = node.outputs().stream().map(output -> lowering.define(output, in)).toList();
        Lowering.Lowered then = lowered(op.then());
        Lowering.Lowered otherwise = lowered(op.otherwise());
        lowering.emit(new Kernel("if", "", "one of two programs", false, in, out, List.of(), memory -> {
            MemorySegment[] given = memory.of(in);
            MemorySegment[] operands = Arrays.copyOfRange(given, 1, given.length);
            MemorySegment[] results = memory.of(out);
            var yes = new Body(op.then(), new BoundProgram(then, memory));
            var no = new Body(op.otherwise(), new BoundProgram(otherwise, memory));
            return () -> (isTrue(given[0]) ? yes : no).run(operands, results);
        }));
    }

    void lower(Node node, While op) {
        List<View> in = List.of(lowering.views(node.inputs()));
        List<View> out = node.outputs().stream().map(output -> lowering.define(output, in)).toList();
        Lowering.Lowered condition = lowered(op.condition());
        Lowering.Lowered body = lowered(op.body());
        lowering.emit(new Kernel("while", "", "loop of " + body.kernels().size() + " kernels", false, in, out, List.of(), memory -> {
            MemorySegment[] given = memory.of(in);
            MemorySegment[] state = memory.of(out);
            MemorySegment[] operands = given.clone();
            System.arraycopy(state, 0, operands, 0, state.length);
            var goesOn = new Body(op.condition(), new BoundProgram(condition, memory));
            var turn = new Body(op.body(), new BoundProgram(body, memory));
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

    private Lowering.Lowered lowered(Graph body) {
        return Lowering.of(body, Map.of(), Compilation.TRAINING, lowering.scope());
    }

    private static boolean isTrue(MemorySegment bool) {
        return bool.get(ValueLayout.JAVA_BYTE, 0) != 0;
    }

    /// A body with its memory: operands are copied in, results out.
    ///
    /// @param numbers which operands it wants; what it doesn't use isn't in its graph
    private record Body(List<Integer> numbers, BoundProgram program) {
        Body(Graph graph, BoundProgram program) {
            this(graph.inputs().stream().map(Leaf.Input::name).map(Integer::valueOf).toList(), program);
        }

        void run(MemorySegment[] operands, MemorySegment[] results) {
            for (int i = 0; i < numbers.size(); i++) {
                program.input(i).copyFrom(operands[numbers.get(i)]);
            }
            program.run();
            for (int i = 0; i < results.length; i++) {
                results[i].copyFrom(program.output(i));
            }
        }
    }
}
