package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.cpu.foreign.NativeScope;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.CpuState;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.program.Lowered;
import org.keras4j.engine.cpu.program.SideBySide;
import org.keras4j.engine.cpu.units.Interpreted;
import org.keras4j.engine.cpu.units.Unit;
import org.keras4j.engine.graph.*;

/// Turns a graph into kernels over buffers: goes through its units, and says which class makes the kernels of which op.
public final class Lowering {
    private final ProgramBuilder program;
    private final Contractions contractions;
    private final Poolings poolings;
    private final Normalizations normalizations;
    private final FusedLoops loops;

    private Lowering(ProgramBuilder program) {
        this.program = program;
        contractions = new Contractions(program);
        poolings = new Poolings(program);
        normalizations = new Normalizations(program);
        loops = new FusedLoops(program);
    }

    /// @param bandOf the band of those values that belong to one: bands run side by side
    /// @param scope owns the memory of constants
    /// @param team will run the kernels, and is in use on this thread
    public static Lowered of(Graph graph, Map<Value, Integer> bandOf, Map<String, CpuState> states, Compilation options, NativeScope scope, Team team) {
        var program = new ProgramBuilder(graph, states, options, scope, team);
        new Lowering(program).lower(program.units().inOrder(), bandOf);
        return program.build();
    }

    /// Bands come side by side where the last of their units stands: what they read was computed before, and nobody reads one of them.
    private void lower(List<Unit> units, Map<Value, Integer> bandOf) {
        var bands = new TreeMap<Integer, List<Kernel>>();
        long left = units.stream().filter(unit -> bandOf.containsKey(unit.last().output())).count();
        for (Unit unit : units) {
            List<Kernel> kernels = program.kernelsOf(unit.last().scope(), () -> lower(unit));
            Integer band = bandOf.get(unit.last().output());
            if (band == null) {
                program.append(kernels);
                continue;
            }
            bands.computeIfAbsent(band, _ -> new ArrayList<>()).addAll(kernels);
            if (--left == 0) {
                program.append(List.of(SideBySide.of("bands", List.copyOf(bands.values()))));
            }
        }
    }

    private void lower(Unit unit) {
        switch (unit.kind()) {
            case CONTRACTION -> contractions.lower(unit);
            case LOOP -> loops.lower(unit);
            case SINGLE -> lower(unit.last());
        }
    }

    private void lower(Node node) {
        if (Interpreted.is(node)) {
            List<View> in = List.of(program.views(node.inputs()));
            program.emit(ReferenceKernel.of(node, in, node.outputs().stream().map(output -> program.define(output, in)).toList()));
            return;
        }
        switch (node.op()) {
            case Contraction op -> contractions.lower(node, op);
            case Pooling op -> poolings.lower(node, op);
            case Normalization.Softmax _ -> normalizations.softmax(node);
            case Normalization.LogSoftmax _ -> normalizations.logSoftmax(node);
            case Normalization.SparseCrossEntropy _ -> CrossEntropy.lower(program, node);
            case Normalization.BatchNorm op -> normalizations.batch(node, op);
            case Normalization.BatchNormGradient op -> normalizations.batchGradient(node, op);
            case Normalization.LayerNorm op -> normalizations.layer(node, op);
            case Normalization.LayerNormGradient op -> normalizations.layerGradient(node, op);
            case Movement op -> new Moves(program).lower(node, op);
            case Indexing.Order op -> new Lines(program).order(node, op);
            case Indexing op -> new Tables(program).lower(node, op);
            case Reduction.Cumulate op -> new Lines(program).cumulate(node, op);
            case Gru op -> new Grus(program).lower(node, op);
            case GruGradient op -> new Grus(program).lower(node, op);
            case Recurrent.Lstm op -> new Lstms(program).lower(node, op);
            case Recurrent.LstmGradient op -> new Lstms(program).lower(node, op);
            case Control.Scan op -> new Scans(program).lower(node, op);
            case Control.If op -> new Choices(program).lower(node, op);
            case Control.While op -> new Choices(program).lower(node, op);
            case Leaf.RandomBits op -> RandomKernel.lower(program, node, op);
            case Leaf _, Pointwise _, Reduction _, Linalg _ -> throw new AssertionError("not a unit of its own: " + node);
        }
    }
}
