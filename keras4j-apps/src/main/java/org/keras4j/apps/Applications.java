package org.keras4j.apps;

import module java.base;

/// The applications that exist, in the order of the list that users see.
public final class Applications {

    private static final List<Application> ALL = List.of();

    private Applications() {}

    public static List<Application> all() {
        return ALL;
    }
}
