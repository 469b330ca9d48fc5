/// Graph to graph: [Passes] make a program equal and cheaper, one idea a file. May use the graph room, and the reference's
/// interpreter to compute what is constant.
@NullMarked
package org.keras4j.engine.transform;

import org.jspecify.annotations.NullMarked;
