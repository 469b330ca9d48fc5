/// Classical Chinese verse: a network over whole poems, what it is worth beside n-grams, and poems that keep the rules of tone and rhyme.
/// May use the frame, the Chinese tables and the Keras API.
@NullMarked
package org.keras4j.apps.poem;

import org.jspecify.annotations.NullMarked;
