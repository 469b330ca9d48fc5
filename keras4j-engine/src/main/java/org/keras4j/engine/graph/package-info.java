/// What can be computed: families of [Op] records with their types and gradients, the immutable [Graph] of nodes, and the
/// [GraphBuilder] that writes it. Knows nothing of how anything is computed. Uses only the tensor room.
@NullMarked
package org.keras4j.engine.graph;

import org.jspecify.annotations.NullMarked;
