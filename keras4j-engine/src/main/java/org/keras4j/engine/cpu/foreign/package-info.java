/// The one room that touches native code: oneDNN's C API, libgomp and three functions of libc, by `java.lang.foreign`. What
/// leaves it is typed and owns what it holds; raw addresses stay inside. Knows element types and shapes, nothing of graphs.
///
/// 1. [org.keras4j.engine.cpu.foreign.OneDnn] unpacks and opens the library, once a process.
/// 2. A family ([org.keras4j.engine.cpu.foreign.Convolution], [org.keras4j.engine.cpu.foreign.Eltwise], …) describes a
///    primitive over [org.keras4j.engine.cpu.foreign.MemoryDesc]s, whose layouts it may leave to oneDNN.
/// 3. [org.keras4j.engine.cpu.foreign.PrimitiveDesc] tells the layouts chosen and which implementation will run.
/// 4. Bound to buffers in a [org.keras4j.engine.cpu.foreign.NativeScope] it is a [org.keras4j.engine.cpu.foreign.Call], run
///    as often as wished.
@NullMarked
package org.keras4j.engine.cpu.foreign;

import org.jspecify.annotations.NullMarked;
