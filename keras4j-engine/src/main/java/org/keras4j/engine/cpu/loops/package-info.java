/// Fused loops: many element-wise expressions and reductions over one two-dimensional space, in one pass over the memory.
/// A [org.keras4j.engine.cpu.loops.LoopBuilder] describes a loop as data, [org.keras4j.engine.cpu.loops.CompiledLoop]
/// prints it once as bytecode over the Vector API (or as plain loops where that module is missing) and runs it in
/// shares that any number of workers may take, with the same bits for any number. Uses `tensor` only.
@NullMarked
package org.keras4j.engine.cpu.loops;

import org.jspecify.annotations.NullMarked;
