package org.keras4j.config;

/// A choice whose name in Keras isn't the lower-case name of its constant.
public interface KerasName {
    String kerasName();
}
