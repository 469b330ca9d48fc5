/// Residual networks, and what becomes of deep networks without their shortcuts.
/// May use the frame, `data`, `pictures` and `score`.
@NullMarked
package org.keras4j.apps.resnet;

import org.jspecify.annotations.NullMarked;
