package org.keras4j.engine.backend;

import module java.base;

/// Where the time of a program goes.
///
/// @param stepSeconds the median of whole runs without the clock between kernels
public record Profile(List<Kernel> kernels, double stepSeconds) {

    /// @param scope the layer it computes for
    /// @param implementation what runs, such as oneDNN's `brgconv:avx512_core`
    /// @param primitive whether it is one of oneDNN's primitives rather than a loop of ours
    /// @param seconds the median of its runs
    public record Kernel(String name, String scope, String implementation, boolean primitive, double seconds) {}

    public Profile {
        kernels = List.copyOf(kernels);
    }

    /// The sum over oneDNN's primitives alone.
    public double primitiveSeconds() {
        return kernels.stream().filter(Kernel::primitive).mapToDouble(Kernel::seconds).sum();
    }

    /// The time of each layer, longest first.
    public SequencedMap<String, Double> secondsByScope() {
        var sums = new TreeMap<String, Double>();
        kernels.forEach(kernel -> sums.merge(kernel.scope(), kernel.seconds(), Double::sum));
        var sorted = new LinkedHashMap<String, Double>();
        sums.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /// A table, one line a kernel, and one of the layers, where there are any.
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Kernel kernel : kernels) {
            text.append(String.format(Locale.ROOT, "%9.1f us  %-32s %-28s %s%n", kernel.seconds() * 1e6, kernel.name(), kernel.scope(),
                    kernel.implementation()));
        }
        text.append("\n");
        secondsByScope().forEach((layer, seconds) -> text.append(String.format(Locale.ROOT, "%9.1f us  %s%n", seconds * 1e6,
                layer.isEmpty() ? "outside of layers" : layer)));
        return text.append("\n").append(String.format(Locale.ROOT, "%9.1f us  in primitives; %.1f us a step%n", primitiveSeconds() * 1e6, stepSeconds * 1e6))
                .toString();
    }
}
