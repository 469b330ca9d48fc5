/// Pictures of training: curves, confusion matrices, image grids, scatter plots, fitted lines, residuals; and of models.
/// Plain data in, a PNG and an SVG file out. Painted by hand on a small canvas with two forms, because no library that
/// draws charts does it on a machine without fonts, where the SVG form still works.
/// May use arrays and files (`engine.tensor`, `data`) and `java.desktop`; of models it knows what their diagram says.
@NullMarked
package org.keras4j.plots;

import org.jspecify.annotations.NullMarked;
