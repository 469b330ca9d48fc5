package org.keras4j.apps;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.models.Model;

/// A network on random data of its real shapes: what `keras4j bench NAME` times.
///
/// @param name of the benchmark: for an application's `app-` and its name, and where it has several networks the network's:
///     `app-mnist`, `app-zoo-lenet5`
/// @param items what a sample is, in the plural: `images`
/// @param batch samples in a training step
/// @param model makes the compiled model, in the number format that is set
/// @param batches makes the data of a round, in batches of that many samples
public record Workload(String name, String items, long batch, Supplier<Model> model, LongFunction<List<Element>> batches) {

    /// Of which every step takes a batch of the same shapes.
    public static Workload of(String name, String items, long batch, Supplier<Model> model, LongFunction<Element> data) {
        return new Workload(name, items, batch, model, size -> List.of(data.apply(size)));
    }

    /// {@return what speed is counted in: `images/s`}
    public String unit() {
        return items + "/s";
    }
}
