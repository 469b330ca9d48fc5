/// Sequences out of models that tell what comes next, one place at a time, or what each step of a recording says (CTC). Uses the engine's arrays; knows no model.
@NullMarked
package org.keras4j.decoding;

import org.jspecify.annotations.NullMarked;
