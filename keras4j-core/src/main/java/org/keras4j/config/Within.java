package org.keras4j.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Between which numbers, both included, the value of a key must be; of a list, each of its values. See [Config#requireSound].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Within {
    double from();

    double to() default Double.POSITIVE_INFINITY;
}
