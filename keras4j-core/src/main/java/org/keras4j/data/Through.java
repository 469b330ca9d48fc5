package org.keras4j.data;

/// A cursor over another walk, which it closes with itself.
abstract class Through extends Cursor {
    final Elements source;

    Through(Elements source) {
        this.source = source;
    }

    @Override
    void release() {
        source.close();
    }
}
