/// What layers, losses, metrics and optimizers compute with: [org.keras4j.ops.Ops] on values, variables, and the context of a
/// trace, [org.keras4j.ops.Call]. May use the engine and, since variables know what governs them, the initializers, regularizers,
/// constraints and config rooms.
@NullMarked
package org.keras4j.ops;

import org.jspecify.annotations.NullMarked;
