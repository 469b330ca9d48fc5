package org.keras4j.config;

import module java.base;

/// Where a key stands among those of a parent: before the key of this name. Without it, they follow the parent's.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Before {
    String value();
}
