/// Text for people: the one place that prints, and numbers as Python writes them. Uses nothing but Java.
@NullMarked
package org.keras4j.text;

import org.jspecify.annotations.NullMarked;
