/// How it is done fast: graphs lowered to oneDNN's primitives and fused loops over one planned arena.
///
/// The way of a graph: [Decompose] writes what has no kernel here in terms of what has; [Units] gathers nodes that run as one
/// kernel; [Lowering] turns each unit into [Kernel]s over [Buffer]s that have no place yet; [MemoryPlan] gives them one; a
/// [Program] holds the bound kernels and replays them. May use the graph, transform and backend rooms; only `cpu.foreign`
/// touches native symbols.
///
/// | what | where |
/// |---|---|
/// | which nodes run as one kernel | [Units], by [Chains], [Grouping], [Virtual] and [UpdatesInPlace] |
/// | oneDNN's primitives | [Contractions], [Products], [Convolutions], [Poolings], [Normalizations]; [Layouts] |
/// | loops and copies of ours | [FusedLoops], [LoopRuns]; [Moves], [Lines], [Tables] |
/// | kernels of ours for certain shapes | [FewChannelConvolutions], [SingleRow], [SmallMaxPooling], [SmallSoftmax], [Winograd] |
/// | recurrences | [Lstms], [Grus], both [RecurrentSteps]; [Share], [SideBySide] |
/// | programs within a program | [Body], [Choices], [Scans] |
/// | programs of little work | [SmallProgram], [Bands] |
/// | memory | [Buffer], [CpuState], [Constants], [MemoryPlan], [MemoryForecast] |
@NullMarked
package org.keras4j.engine.cpu;

import org.jspecify.annotations.NullMarked;
