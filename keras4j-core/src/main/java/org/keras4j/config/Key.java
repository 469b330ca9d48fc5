package org.keras4j.config;

import module java.base;

/// The Keras key of a field whose name doesn't say it: `beta1` is `beta_1`, but `l1` is `l1`.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Key {
    String value();
}
