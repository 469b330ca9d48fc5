package org.keras4j.engine.transform;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Contraction.*;
import org.keras4j.engine.graph.Movement.Pad;
import org.keras4j.engine.graph.Movement.Slice;
import org.keras4j.engine.graph.Op;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;

/// A convolution pads its images itself. Padding ends where a window would see nothing else, as oneDNN's fast kernels want.
///
/// | before                                    | after                                  | when                            |
/// |-------------------------------------------|----------------------------------------|---------------------------------|
/// | `conv(pad(x), k)`                         | `conv(x, k)`, its window padded        | zeros, around the image alone   |
/// | `convKernelGradient(pad(x), dy)`          | `convKernelGradient(x, dy)`, the same  | the same                        |
/// | `slice(convInputGradient(dy, k))`         | `convInputGradient(dy, k)`, the same   | nothing else reads the gradient |
final class PaddedConv implements Rule {
    @Override
    public @Nullable Value rewrite(Op op, List<Value> in, Rewriting r) {
        return switch (op) {
            case Conv(var window, var groups, var result) when padded(window, in.getFirst(), r) instanceof Window wider ->
                    r.emit(new Conv(wider, groups, result), r.input(in.get(0), 0), in.get(1));
            case ConvKernelGradient(var window, var groups, var result) when padded(window, in.getFirst(), r) instanceof Window wider ->
                    r.emit(new ConvKernelGradient(wider, groups, result), r.input(in.get(0), 0), in.get(1));
            case Slice slice when r.op(in.getFirst()) instanceof ConvInputGradient(var window, var groups, var whole)
                    && r.isUsedOnce(in.getFirst()) && sliced(window, slice, in.getFirst()) instanceof Window wider ->
                    r.emit(new ConvInputGradient(wider, groups, slice.type(List.of(whole))), r.inputs(in.getFirst()).toArray(Value[]::new));
            default -> null;
        };
    }

    private static @Nullable Window padded(Window window, Value images, Rewriting r) {
        return r.op(images) instanceof Pad(var before, var after, var between, var value) && value == 0
                && between.stream().allMatch(amount -> amount == 0) ? around(window, before, after) : null;
    }

    private static @Nullable Window sliced(Window window, Slice slice, Value whole) {
        List<Long> after = IntStream.range(0, whole.rank()).mapToObj(axis -> whole.shape().size(axis) - slice.to().size(axis) - slice.start().get(axis)).toList();
        return slice.step().stream().allMatch(step -> step == 1) ? around(window, slice.start(), after) : null;
    }

    /// The window with these amounts around it, if batch and channels have none.
    private static @Nullable Window around(Window window, List<Long> before, List<Long> after) {
        int last = before.size() - 1;
        if (before.getFirst() + before.getLast() + after.getFirst() + after.getLast() > 0) {
            return null;
        }
        Window wider = window.padded(before.subList(1, last), after.subList(1, last));
        return wider.axes().stream().allMatch(axis -> axis.before() < axis.span() && axis.after() < axis.span()) ? wider : null;
    }
}
