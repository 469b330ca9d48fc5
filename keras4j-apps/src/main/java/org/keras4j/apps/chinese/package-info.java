/// What the applications know of Chinese: its two scripts, tones, rhymes, and the rules of regulated verse.
/// Tables ship as resources, each with its licence. May use Jackson.
@NullMarked
package org.keras4j.apps.chinese;

import org.jspecify.annotations.NullMarked;
