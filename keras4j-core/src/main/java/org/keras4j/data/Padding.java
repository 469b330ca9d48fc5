package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Samples of different lengths as one batch: arrays are filled up with zeros at the end of their first axis.
final class Padding {
    private Padding() {}

    /// @param length of all; that of the longest when `null`
    static Element stack(List<Element> samples, @Nullable Long length) {
        Element first = samples.getFirst();
        return new Element(stacked(samples, Element::x, first.x().size(), length), stacked(samples, Element::y, first.y().size(), length),
                stacked(samples, Element::weights, first.weights().size(), length));
    }

    private static List<NDArray> stacked(List<Element> samples, Function<Element, List<NDArray>> arrays, int count, @Nullable Long length) {
        return IntStream.range(0, count).mapToObj(k -> {
            List<NDArray> each = samples.stream().map(sample -> arrays.apply(sample).get(k)).toList();
            if (each.stream().allMatch(array -> array.shape().equals(each.getFirst().shape())) && (length == null || each.getFirst().rank() == 0)) {
                return NDArray.stack(0, each);
            }
            long longest = each.stream().mapToLong(array -> array.size(0)).max().orElse(0);
            long to = length == null ? longest : Math.max(length, longest);
            boolean grows = each.stream().anyMatch(array -> array.size(0) != each.getFirst().size(0)) || perStep(samples, each);
            return NDArray.stack(0, each.stream().map(array -> grows ? longer(array, to) : array).toList());
        }).toList();
    }

    /// Whether an array has a row for each step of the input: its own length is that of the input in each sample.
    private static boolean perStep(List<Element> samples, List<NDArray> each) {
        return IntStream.range(0, samples.size()).allMatch(i -> each.get(i).size(0) == samples.get(i).input().size(0));
    }

    private static NDArray longer(NDArray array, long to) {
        long missing = to - array.size(0);
        Shape rest = array.shape().with(0, missing);
        return missing == 0 ? array : NDArray.concat(0, array, NDArray.zeros(array.dtype(), rest));
    }
}
