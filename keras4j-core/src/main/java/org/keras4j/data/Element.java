package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// What travels through a [Dataset]: one sample, or after `batch` a batch of them, whose arrays have one more axis in front.
///
/// Its arrays may be parts of the arrays that the data came from: read them, and make new ones instead of writing.
///
/// @param x what a model gets, one array for each of its inputs; at least one
/// @param y what it should answer, one array for each of its outputs; none when there is nothing to learn
/// @param weights how much each sample counts: none, or one array for each output, `[batch]` or for steps in time `[batch, time]`
public record Element(List<NDArray> x, List<NDArray> y, List<NDArray> weights) {
    public Element {
        x = present("x", x);
        y = present("y", y);
        weights = present("weights", weights);
        if (x.isEmpty()) {
            throw new IllegalArgumentException("Element: expected at least one input, got none. Give x.");
        }
    }

    private static List<NDArray> present(String name, @Nullable List<NDArray> arrays) {
        try {
            return List.copyOf(arrays);
        } catch (NullPointerException e) {
            throw new IllegalArgumentException("Element: expected arrays for " + name + ", got null. Leave out what there isn't.", e);
        }
    }

    /// One input, and nothing to learn.
    public static Element of(NDArray x) {
        return new Element(Collections.singletonList(x), List.of(), List.of());
    }

    /// One input and one target.
    public static Element of(NDArray x, NDArray y) {
        return new Element(Collections.singletonList(x), Collections.singletonList(y), List.of());
    }

    /// Several inputs and targets, in the order of the model's.
    public static Element of(List<NDArray> x, List<NDArray> y) {
        return new Element(x, y, List.of());
    }

    /// Several inputs and one target.
    public static Element of(List<NDArray> x, NDArray y) {
        return of(x, Collections.singletonList(y));
    }

    /// One input, one target, and how much each sample counts.
    public static Element of(NDArray x, NDArray y, NDArray weight) {
        return new Element(Collections.singletonList(x), Collections.singletonList(y), Collections.singletonList(weight));
    }

    /// The first input, of most models the only one.
    public NDArray input() {
        return x.getFirst();
    }

    /// The first target.
    ///
    /// @throws NoSuchElementException when there is none
    public NDArray target() {
        return y.getFirst();
    }

    /// {@return this element with `function` of each input}
    public Element mapX(UnaryOperator<NDArray> function) {
        return new Element(x.stream().map(function).toList(), y, weights);
    }

    /// {@return this element with `function` of each target}
    public Element mapY(UnaryOperator<NDArray> function) {
        return new Element(x, y.stream().map(function).toList(), weights);
    }

    /// This element with what `function` makes of all inputs and targets, which it gets and answers in one list: of labels that change with
    /// the images, say.
    ///
    /// @throws IllegalArgumentException when it answers more arrays or fewer
    public Element mapXY(UnaryOperator<List<NDArray>> function) {
        List<NDArray> made = function.apply(Stream.concat(x.stream(), y.stream()).toList());
        if (made.size() != x.size() + y.size()) {
            throw new IllegalArgumentException("Element: expected a function that answers " + x.size() + " inputs and " + y.size()
                    + " targets, got one that answers " + made.size() + " arrays.");
        }
        return new Element(made.subList(0, x.size()), made.subList(x.size(), made.size()), weights);
    }

    /// `function` of every array.
    Element mapAll(UnaryOperator<NDArray> function) {
        return new Element(x.stream().map(function).toList(), y.stream().map(function).toList(), weights.stream().map(function).toList());
    }

    Stream<NDArray> arrays() {
        return Stream.of(x, y, weights).flatMap(List::stream);
    }

    /// Samples as one batch.
    ///
    /// @throws IllegalArgumentException naming the sample that is unlike the first
    static Element stack(List<Element> samples) {
        return new Element(stacked("x", samples, Element::x), stacked("y", samples, Element::y), stacked("weights", samples, Element::weights));
    }

    private static List<NDArray> stacked(String name, List<Element> samples, Function<Element, List<NDArray>> arrays) {
        List<NDArray> first = arrays.apply(samples.getFirst());
        for (int i = 1; i < samples.size(); i++) {
            List<NDArray> other = arrays.apply(samples.get(i));
            if (!types(first).equals(types(other))) {
                throw new IllegalArgumentException(name + ": expected " + types(first) + " as in the first sample of the batch, got "
                        + types(other) + " in sample " + i + ". Resize, pad or cast before batching.");
            }
        }
        return IntStream.range(0, first.size())
                .mapToObj(k -> NDArray.stack(0, samples.stream().map(sample -> arrays.apply(sample).get(k)).toList())).toList();
    }

    private static List<String> types(List<NDArray> arrays) {
        return arrays.stream().map(array -> array.dtype().toString() + array.shape()).toList();
    }
}
