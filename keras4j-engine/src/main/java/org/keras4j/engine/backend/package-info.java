/// The seam between a graph and the machine: [Backend]s compile graphs to [Executable]s, found by name. May use the graph room.
@NullMarked
package org.keras4j.engine.backend;

import org.jspecify.annotations.NullMarked;
