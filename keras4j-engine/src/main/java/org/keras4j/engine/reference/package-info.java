/// What each op means, in double precision and as plainly as it can be said: the [Interpreter], and the [ReferenceBackend]
/// that runs it. Every other back end is tested against it. May use the graph and backend rooms.
@NullMarked
package org.keras4j.engine.reference;

import org.jspecify.annotations.NullMarked;
