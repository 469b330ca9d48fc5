/// `translate`: an LSTM that reads an English sentence and one that writes a Chinese one, with and without attention,
/// or a small Transformer; or the other way round, or any other pair of languages.
@NullMarked
package org.keras4j.apps.translate;

import org.jspecify.annotations.NullMarked;
