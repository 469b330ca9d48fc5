package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Operating system and processor, named as the libraries' folders in the class path are: `linux-x86_64`.
record Platform(String name) {
    private static final Set<String> SUPPORTED = Set.of("linux-x86_64");
    private static final Platform CURRENT = of(System.getProperty("os.name"), System.getProperty("os.arch"));

    static Platform current() {
        return CURRENT;
    }

    /// From Java's system properties `os.name` and `os.arch`.
    static Platform of(String system, String processor) {
        String cpu = processor.equals("amd64") ? "x86_64" : processor;
        return new Platform(system.toLowerCase(Locale.ROOT).split(" ")[0] + "-" + cpu);
    }

    boolean isSupported() {
        return SUPPORTED.contains(name);
    }

    void requireSupport() {
        if (!isSupported()) {
            throw new UnsupportedOperationException("oneDNN is not available for " + name
                    + ". Choose the slow back end with KERAS4J_BACKEND=reference.");
        }
    }
}
