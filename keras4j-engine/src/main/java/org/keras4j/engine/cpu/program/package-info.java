/// Kernels over memory, and how they are run.
///
/// A [Kernel] reads and writes [Buffer]s that have no place while a program is compiled; [MemoryPlan] gives each its own; [BoundProgram] binds
/// the kernels to it, and a [Program] replays them for its callers. Variables live in [CpuState]s. Nothing here knows what a kernel computes.
@NullMarked
package org.keras4j.engine.cpu.program;

import org.jspecify.annotations.NullMarked;
