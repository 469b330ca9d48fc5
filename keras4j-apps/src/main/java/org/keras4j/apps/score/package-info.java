/// Scores that can be believed: with intervals, beside baselines, per class.
/// May use the JDK alone.
@NullMarked
package org.keras4j.apps.score;

import org.jspecify.annotations.NullMarked;
