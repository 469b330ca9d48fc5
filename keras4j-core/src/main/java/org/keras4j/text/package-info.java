/// Text: for people (the one place that prints, numbers as Python writes them), and as arrays. Uses the engine's
/// tensors alone.
@NullMarked
package org.keras4j.text;

import org.jspecify.annotations.NullMarked;
