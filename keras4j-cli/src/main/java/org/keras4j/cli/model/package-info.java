/// `keras4j model`: what can be done with a saved model without writing a program.
@NullMarked
package org.keras4j.cli.model;

import org.jspecify.annotations.NullMarked;
