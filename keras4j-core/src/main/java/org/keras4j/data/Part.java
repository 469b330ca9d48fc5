package org.keras4j.data;

/// The part of some files that is used, as `validation_split`, `subset` and `seed` choose it in Keras.
///
/// @param validation the share that validates
record Part(double validation, Subset subset, int seed) {
    public Part {
        if (!(validation > 0 && validation < 1)) {
            throw new IllegalArgumentException("validation_split: expected a share between 0 and 1, got " + validation + ".");
        }
    }
}
