package org.keras4j.engine.tensor;

/// Java's vector instructions, which are a module that a program may be started without.
public final class Vectors {
    private static final boolean AVAILABLE = isThere("jdk.incubator.vector.FloatVector");

    private Vectors() {}

    /// {@return whether the classes are there, be it as a module or, as the launcher has it, on the boot class path}
    public static boolean areAvailable() {
        return AVAILABLE;
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Vectors.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
