package org.keras4j.engine.tensor;

import module java.base;

/// Files written by `tools/golden/npy_fixtures.py`.
final class Fixtures {
    private Fixtures() {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
