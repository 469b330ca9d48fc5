/// Recommends books: which ones a reader will open, and how they will rate them.
@NullMarked
package org.keras4j.apps.books;

import org.jspecify.annotations.NullMarked;
