/// Which nodes of a graph run as one kernel, and in which order.
///
/// [Units] puts together what [Uses] knows of the graph: values that need no work ([Virtual]), contractions with what oneDNN does in the same
/// primitive ([Chains]), pointwise nodes and reductions in loops ([Grouping]), and variables whose new value is written over the old one
/// ([UpdatesInPlace]). Nothing here knows how a kernel is made.
@NullMarked
package org.keras4j.engine.cpu.units;

import org.jspecify.annotations.NullMarked;
