/// Deep embedded clustering (Xie, Girshick and Farhadi 2016): groups of pictures or of a table's rows, found without labels.
@NullMarked
package org.keras4j.apps.cluster;

import org.jspecify.annotations.NullMarked;
