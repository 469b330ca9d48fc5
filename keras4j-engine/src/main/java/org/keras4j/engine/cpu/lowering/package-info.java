/// How each op is done fast: as oneDNN's primitives, and as loops and kernels of ours.
///
/// [Lowering] goes through the units of a graph and asks, for each, one of the classes below. They tell a [ProgramBuilder] where the results
/// are, and emit [kernels][org.keras4j.engine.cpu.program.Kernel] to it.
///
/// | what | where |
/// |---|---|
/// | oneDNN's primitives | [Contractions], [Products], [Convolutions], [Poolings], [Normalizations]; [Layouts] |
/// | loops and copies of ours | [FusedLoops], [LoopRuns]; [Moves], [Lines], [Tables] |
/// | kernels of ours for certain shapes | [FewChannelConvolutions], [SingleRow], [SmallMaxPooling], [SmallSoftmax], [Winograd] |
/// | recurrences | [Lstms], [Grus], both [RecurrentSteps]; [Share] |
/// | programs within a program | [Body], [Choices], [Scans] |
@NullMarked
package org.keras4j.engine.cpu.lowering;

import org.jspecify.annotations.NullMarked;
