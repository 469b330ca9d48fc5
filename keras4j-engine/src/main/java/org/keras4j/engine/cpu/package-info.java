/// How it is done fast: graphs lowered to oneDNN's primitives and fused loops over one planned arena.
///
/// [CpuBackend] takes a graph through the rooms within this one. Each uses those below it, and no other room of the engine uses any of them.
///
/// | room | what is in it |
/// |---|---|
/// | this one | what is decided of a whole graph: [Decompose] writes what has no kernel in terms of what has; [SmallProgram] and [Bands] find programs of little work |
/// | `lowering` | each op as kernels over buffers that have no place yet |
/// | `units` | which nodes run as one kernel |
/// | `program` | kernels and buffers, the plan of memory, and the program that replays the kernels |
/// | `loops`, `winograd`, `kernels` | code of ours, in the Vector API |
/// | `foreign` | oneDNN and libgomp: it alone touches native symbols |
@NullMarked
package org.keras4j.engine.cpu;

import org.jspecify.annotations.NullMarked;
