package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.program.BoundProgram;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.program.Lowered;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;

/// A program within another, compiled once: operands are copied in, results out.
///
/// @param numbers which of the operands it wants: what it doesn't use isn't in its graph
record Body(List<Integer> numbers, Lowered lowered) {

    static Body of(Graph graph, ProgramBuilder outer) {
        // Nothing is kept from turn to turn, as inference would: operands change.
        return new Body(graph.inputs().stream().map(Leaf.Input::name).map(Integer::valueOf).toList(),
                Lowering.of(graph, Map.of(), Map.of(), Compilation.TRAINING, outer.scope(), outer.team()));
    }

    /// How many kernels a turn has.
    int kernels() {
        return lowered.kernels().size();
    }

    Bound bind(Kernel.Memory memory) {
        return new Bound(numbers, new BoundProgram(lowered, memory));
    }

    /// With its memory.
    record Bound(List<Integer> numbers, BoundProgram program) {

        /// @param operands of which it takes those that it wants
        void run(IntFunction<MemorySegment> operands) {
            for (int i = 0; i < numbers.size(); i++) {
                program.input(i).copyFrom(operands.apply(numbers.get(i)));
            }
            program.run();
        }

        MemorySegment result(int index) {
            return program.output(index);
        }

        /// Runs, and copies its results to `results`, which may be operands.
        void run(MemorySegment[] operands, MemorySegment[] results) {
            run(number -> operands[number]);
            for (int i = 0; i < results.length; i++) {
                results[i].copyFrom(program.output(i));
            }
        }
    }
}
