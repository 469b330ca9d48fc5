package org.keras4j.optimizers;

import org.keras4j.engine.tensor.DType;

/// A number that an optimizer keeps once, beside the slots of variables.
///
/// @param start what it is at first
public record Scalar(String name, DType dtype, double start) {}
