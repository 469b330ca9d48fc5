/// `mnist`: recognises handwritten digits with a small convolutional network, on MNIST, on data like it, or on generated
/// digits, and on the user's own pictures.
/// May use the Keras API, the plots and the frame of applications.
@NullMarked
package org.keras4j.apps.mnist;

import org.jspecify.annotations.NullMarked;
