package org.keras4j.apps.multibooks;

import module java.base;

/// The language of the edition, as far as there are books enough to learn it.
enum Language {
    ENGLISH, UNKNOWN, OTHER;

    static Language of(String code) {
        return switch (code.strip().toLowerCase(Locale.ROOT)) {
            case "en", "eng", "en-us", "en-gb", "en-ca" -> ENGLISH;
            case "", "unknown" -> UNKNOWN;
            default -> OTHER;
        };
    }

    static List<String> names() {
        return Stream.of(values()).map(language -> language.name().toLowerCase(Locale.ROOT)).toList();
    }
}
