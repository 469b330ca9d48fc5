package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.cpu.program.Buffer.View;

/// What a graph became: kernels, and where they find what they are given and leave what is wanted.
///
/// @param prologue kernels that run when one of the `prepared` has changed
/// @param read the states that the graph reads
/// @param prepared those of the states read that no run changes: the prologue depends on them
/// @param written the states that a run changes
public record Lowered(List<Kernel> prologue, List<Kernel> kernels, List<View> inputs, List<View> outputs, List<CpuState> read,
                      List<CpuState> prepared, List<CpuState> written) {}
