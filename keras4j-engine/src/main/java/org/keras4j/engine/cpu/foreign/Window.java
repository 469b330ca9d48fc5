package org.keras4j.engine.cpu.foreign;

import module java.base;

/// How a kernel slides along one axis, counted as Keras counts: a dilation of 1 has no gaps. `before` and `after` are the
/// padding.
public record Window(long size, long stride, long dilation, long before, long after) {
    static long[] sizes(List<Window> windows)      { return each(windows, Window::size); }
    static long[] strides(List<Window> windows)    { return each(windows, Window::stride); }
    /// oneDNN counts the gaps.
    static long[] gaps(List<Window> windows)       { return each(windows, window -> window.dilation() - 1); }
    static long[] before(List<Window> windows)     { return each(windows, Window::before); }
    static long[] after(List<Window> windows)      { return each(windows, Window::after); }

    private static long[] each(List<Window> windows, ToLongFunction<Window> value) {
        return windows.stream().mapToLong(value).toArray();
    }
}
