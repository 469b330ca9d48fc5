package org.keras4j.config;

import module java.base;

/// A key that Keras writes only where it has a value.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface LeftOutIfNull {}
