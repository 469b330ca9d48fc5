/// Small colour pictures in classes, for the applications that classify them: CIFAR-10 or the user's own folders, prepared, varied and
/// trained on. May use the frame, `data` and `score`.
@NullMarked
package org.keras4j.apps.pictures;

import org.jspecify.annotations.NullMarked;
