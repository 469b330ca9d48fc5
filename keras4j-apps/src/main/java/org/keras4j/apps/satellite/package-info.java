/// `satellite`: tells from pictures taken by satellites how land is used, on EuroSAT, on mosaics made of it, on Planet's pictures of
/// the Amazon, or on generated tiles; draws maps of large scenes, and of the forest that was lost between two.
/// May use the Keras API, the plots and the frame of applications.
@NullMarked
package org.keras4j.apps.satellite;

import org.jspecify.annotations.NullMarked;
