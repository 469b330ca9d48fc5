package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.reference.Interpreter;
import org.keras4j.engine.tensor.NDArray;

/// A node that the interpreter computes, in float64, which oneDNN doesn't have.
final class ReferenceKernel {
    private ReferenceKernel() {}

    static Kernel of(Node node, List<View> reads, List<View> writes) {
        var g = new GraphBuilder();
        var inputs = new ArrayList<Value>();
        for (View read : reads) {
            inputs.add(g.input(Integer.toString(inputs.size()), read.type()));
        }
        Graph graph = g.build(g.applyAll(node.op(), inputs));
        String name = node.op().getClass().getSimpleName();
        return new Kernel(name, "", "interpreted", false, reads, writes, List.of(), memory -> {
            var arrays = new HashMap<String, NDArray>();
            for (int i = 0; i < reads.size(); i++) {
                arrays.put(Integer.toString(i), array(reads.get(i).type(), memory.of(reads.get(i))));
            }
            MemorySegment[] to = memory.of(writes);
            return () -> {
                List<NDArray> results = Interpreter.run(graph, arrays);
                for (int i = 0; i < to.length; i++) {
                    MemorySegment.copy(results.get(i).segment(), 0, to[i], 0, to[i].byteSize());
                }
            };
        });
    }

    private static NDArray array(Type type, MemorySegment segment) {
        return NDArray.wrap(type.dtype(), type.shape(), segment);
    }
}
