package org.keras4j.engine.cpu.lowering;

import module java.base;

/// The primitives that oneDNN could only run by its reference code, up to a thousand times slower: said once each.
final class SlowKernels {
    private static final System.Logger LOG = System.getLogger("org.keras4j.engine.cpu");
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private SlowKernels() {}

    static void found(String name, String scope, String implementation) {
        if (SAID.add(name + scope)) {
            LOG.log(System.Logger.Level.WARNING, "{0}{1} runs oneDNN''s slow reference code ({2}) for this shape and type.",
                    name, scope.isEmpty() ? "" : " of '" + scope + "'", implementation);
        }
    }
}
