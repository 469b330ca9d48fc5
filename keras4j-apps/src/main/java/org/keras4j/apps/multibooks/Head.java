package org.keras4j.apps.multibooks;

import module java.base;

/// What the network tells of a book. Each is an output of that name.
enum Head {
    YEAR, LANGUAGE, RATING,
    /// Where the tags of readers are known.
    GENRE;

    static final Set<Head> WITHOUT_TAGS = Collections.unmodifiableSet(EnumSet.of(YEAR, LANGUAGE, RATING));

    /// {@return the output's name}
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
