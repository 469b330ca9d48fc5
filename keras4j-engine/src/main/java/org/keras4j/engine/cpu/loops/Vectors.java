package org.keras4j.engine.cpu.loops;

import module java.base;

/// Java's vector instructions, which are a module that a program may be started without.
public final class Vectors {
    private Vectors() {}

    public static boolean areAvailable() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
