/// The built-in data sets of Keras: fetched once, checked each time, kept where Keras for Python keeps them; and files of
/// the same formats that lie elsewhere. Uses `data`, Jackson and the engine's
/// arrays; nothing in a file is ever run.
@NullMarked
package org.keras4j.datasets;

import org.jspecify.annotations.NullMarked;
