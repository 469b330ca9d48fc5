package org.keras4j.engine.tensor;

import module java.base;

/// Names of members of a ZIP file that nobody has to trust.
public final class ZipNames {
    private ZipNames() {}

    /// {@return whether a name stays below the folder that one would unpack it in, on every system}
    public static boolean isInside(String name) {
        return name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':')
                && Stream.of(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /// {@return the name as a message may show it: a terminal must not obey it}
    public static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
