/// Given a book, its year, its language and its rating: one network of several inputs and outputs, beside one for each.
@NullMarked
package org.keras4j.apps.multibooks;

import org.jspecify.annotations.NullMarked;
