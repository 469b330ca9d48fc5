/// Well-known classifiers, of pictures and of sentences, in one comparison.
/// May use the frame, `data`, `pictures`, `resnet`'s network and `score`.
@NullMarked
package org.keras4j.apps.zoo;

import org.jspecify.annotations.NullMarked;
