package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Savable;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.text.Texts;

/// One column of a table in a `FeatureSpace`: the type of its values, the layer that makes numbers of them, and how these are encoded.
/// Follows `keras.utils.FeatureSpace.feature` and the kinds that are ready there.
///
/// | made by | values | encoded as |
/// |---|---|---|
/// | [#floatValue] | numbers | themselves |
/// | [#floatNormalized], [#floatRescaled] | numbers | one number each |
/// | [#floatDiscretized] | numbers | one of so many ranges |
/// | [#integerCategorical], [#stringCategorical] | whole numbers, texts | one of those in the data that it adapts to, or none of them |
/// | [#integerHashed], [#stringHashed] | whole numbers, texts | one of so many places, by a hash |
///
/// Categories are one-hot vectors, unless [#outputMode] says [Encoding#INT].
///
/// @param dtype of the values, as Keras writes it: `float32`, `int32` (for whole numbers of any size) or `string`
/// @param preprocessor maps `[samples, 1]` values to `[samples, 1]` numbers of categories, or with [Encoding#FLOAT] to `[samples, n]`
public record Feature(String dtype, Layer preprocessor, Encoding outputMode) implements Savable {
    static final String MODULE = "keras.src.layers.preprocessing.feature_space";
    private static final String FLOAT = "float32";
    private static final String INTEGER = "int32";

    /// How a feature leaves the space.
    public enum Encoding {
        /// As the preprocessor gives it.
        FLOAT,
        /// The number of its category: for an [Embedding], say.
        INT,
        /// A vector with a one in the place of its category.
        ONE_HOT
    }

    /// @throws IllegalArgumentException when the type is another, or something is null
    public Feature {
        if (!List.of(FLOAT, INTEGER, Input.TEXT).contains(dtype)) {
            throw new IllegalArgumentException("Feature: expected the dtype float32, int32 or string, got " + dtype + ".");
        }
        if (preprocessor == null || outputMode == null) {
            throw new IllegalArgumentException("Feature: expected a preprocessor and an outputMode, got " + preprocessor + " and " + outputMode + ".");
        }
    }

    /// Numbers as they are. Keras' `FeatureSpace.float`.
    public static Feature floatValue()                               { return floating(Identity.create()); }

    /// Numbers less their mean, by their deviation.
    public static Feature floatNormalized()                          { return floating(Normalization.create()); }

    /// `value · scale + offset`.
    public static Feature floatRescaled(double scale, double offset) { return floating(Rescaling.of(scale).offset(offset)); }

    /// Numbers in so many ranges, which hold about as many samples each.
    public static Feature floatDiscretized(int numBins)              { return categorical(FLOAT, Discretization.bins(numBins)); }

    /// A number in one of several ranges, with given boundaries or other options of the layer.
    public static Feature floatDiscretized(Discretization layer)     { return categorical(FLOAT, layer); }

    /// Whole numbers as categories: those that `adapt` finds.
    public static Feature integerCategorical()                       { return integerCategorical(IntegerLookup.create()); }

    /// With options of the layer: `IntegerLookup.create().maxTokens(100)`.
    public static Feature integerCategorical(IntegerLookup layer)    { return categorical(INTEGER, layer); }

    /// Texts as categories: those that `adapt` finds.
    public static Feature stringCategorical()                        { return stringCategorical(StringLookup.create()); }

    /// With options of the layer: `StringLookup.create().numOovIndices(2)`.
    public static Feature stringCategorical(StringLookup layer)      { return categorical(Input.TEXT, layer); }

    /// Whole numbers, each in one of `numBins` categories by its hash: nothing is learned, and two numbers may share one.
    public static Feature integerHashed(int numBins)                 { return categorical(INTEGER, Hashing.of(numBins)); }
    /// Texts, each in one of `numBins` categories by its hash.
    public static Feature stringHashed(int numBins)                  { return categorical(Input.TEXT, Hashing.of(numBins)); }

    private static Feature floating(Layer layer) {
        return new Feature(FLOAT, layer, Encoding.FLOAT);
    }

    private static Feature categorical(String dtype, Layer layer) {
        return new Feature(dtype, layer, Encoding.ONE_HOT);
    }

    /// {@return the feature encoded otherwise; numbers come as [Encoding#FLOAT], categories as [Encoding#ONE_HOT] unless said}
    public Feature outputMode(Encoding mode) {
        return new Feature(dtype, preprocessor, mode);
    }

    /// {@return whether its values are texts}
    public boolean isText() {
        return dtype.equals(Input.TEXT);
    }

    /// Whole numbers enter as int64: what Keras calls int32 may be larger when it is only looked up.
    public Input input(String name) {
        Input input = Input.shape(1).name(name);
        return isText() ? input.texts() : input.dtype(dtype.equals(INTEGER) ? "int64" : dtype);
    }

    /// How many categories its preprocessor tells apart.
    ///
    /// @throws IllegalArgumentException when that isn't known
    public int categories() {
        return switch (preprocessor) {
            case IndexLookup<?, ?> lookup -> lookup.vocabularySize();
            case Hashing hashing -> hashing.config().numBins;
            case HashedCrossing crossing -> crossing.config().numBins;
            case CategoryEncoding encoding -> encoding.config().numTokens;
            case Discretization ranges -> ranges.categories();
            default -> throw new IllegalArgumentException(preprocessor.place() + ": expected a layer of which the number of categories is known, to encode them as "
                    + "ONE_HOT. Use another outputMode.");
        };
    }

    /// Whether its preprocessor learns from data what isn't given to it.
    public boolean learns() {
        return switch (preprocessor) {
            case IndexLookup<?, ?> lookup -> lookup.config().vocabulary == null;
            case TextVectorization texts -> texts.config().vocabulary == null;
            case Normalization moments -> moments.config().mean == null;
            case Discretization ranges -> ranges.config().numBins != null;
            default -> false;
        };
    }

    /// Lets the preprocessor learn from a column `[samples, 1]`, of texts `[samples, 1, bytes]`.
    public void adapt(NDArray column) {
        switch (preprocessor) {
            case StringLookup words -> words.adapt(Texts.of(column));
            case IntegerLookup numbers -> numbers.adapt(column);
            case TextVectorization texts -> texts.adapt(Texts.of(column));
            case Normalization moments -> moments.adapt(column);
            case Discretization ranges -> ranges.adapt(column);
            default -> { }
        }
    }

    @Override
    public String module() {
        return MODULE;
    }

    @Override
    public @Nullable String registeredName() {
        return className();
    }
}
