package org.keras4j.config;

/// What wraps a function of the program's code: no file can hold that, so it is left out where a model is saved.
public interface OfFunction {}
