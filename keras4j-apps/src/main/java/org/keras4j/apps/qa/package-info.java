/// `multi qa`: answers questions about short stories: two inputs, one answer.
@NullMarked
package org.keras4j.apps.qa;

import org.jspecify.annotations.NullMarked;
