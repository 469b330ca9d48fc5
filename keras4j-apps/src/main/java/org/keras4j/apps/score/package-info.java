/// Scores that can be believed: with intervals, beside baselines, per class.
/// May use the JDK, and the engine's random numbers.
@NullMarked
package org.keras4j.apps.score;

import org.jspecify.annotations.NullMarked;
