package org.keras4j.apps.satellite;

/// What is learned of a picture.
enum Task {
    /// Which one class of land a tile shows: softmax.
    CLASSES,
    /// Which classes are among the four tiles of a mosaic: a sigmoid for each tag.
    MOSAICS,
    /// Which of Planet's 17 tags a picture of the Amazon has: a sigmoid for each.
    PLANET
}
