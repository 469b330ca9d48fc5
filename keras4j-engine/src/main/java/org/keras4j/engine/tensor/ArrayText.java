package org.keras4j.engine.tensor;

import module java.base;

/// Arrays as NumPy 2.4 prints them (`str`, with its default options), after their type and shape. What fits in a line
/// stands in one. Of [texts][NDArray#isTexts] the words are shown, not their bytes.
final class ArrayText {
    /// Above, only the edges are shown.
    private static final int MOST_ELEMENTS = 1000;
    private static final int EDGE = 3;
    private static final int LINE_WIDTH = 75;
    private static final long LEFT_OUT = -1;

    private final long[] sizes;
    private final long[] strides;
    private final boolean edgesOnly;
    private final LongFunction<String> element;

    private ArrayText(NDArray array) {
        Shape shape = array.isTexts() ? array.shape().without(-1) : array.shape();
        sizes = shape.toArray();
        strides = shape.strides();
        edgesOnly = shape.elements() > MOST_ELEMENTS;
        long[] shown = shown(0, 0).toArray();
        element = array.isTexts() ? at -> quoted(array, at) : switch (array.dtype()) {
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> {
                var format = new FloatText(array.dtype(), LongStream.of(shown).mapToDouble(array::at).toArray());
                yield at -> format.of(array.at(at));
            }
            case INT8, UINT8, INT32, INT64 -> {
                int width = LongStream.of(shown).mapToInt(at -> Long.toString(array.longAt(at)).length()).max().orElse(0);
                yield at -> String.format(Locale.ROOT, "%" + width + "d", array.longAt(at));
            }
            case BOOL -> at -> array.at(at) == 1 ? " True" : "False";
        };
    }

    static String of(NDArray array) {
        String text = array.rank() == 0 ? scalar(array) : array.elements() == 0 ? "[]"
                : array.isTexts() && array.rank() == 1 ? quoted(array, 0) : new ArrayText(array).block(0, 0);
        return array.dtype() + array.shape().toString() + (text.contains("\n") ? "\n" : " ") + text;
    }

    private static String scalar(NDArray array) {
        return switch (array.dtype()) {
            case FLOAT32, FLOAT64, BFLOAT16, FLOAT16 -> FloatText.scalar(array.dtype(), array.item());
            case INT8, UINT8, INT32, INT64 -> Long.toString(array.longAt(0));
            case BOOL -> array.item() == 1 ? "True" : "False";
        };
    }

    /// The text of that number, in the signs that Python's `repr` has around it.
    private static String quoted(NDArray texts, long number) {
        long width = texts.size(-1);
        byte[] bytes = texts.reshape(-1, width).row(number).toByteArray();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return "'" + new String(bytes, 0, end, StandardCharsets.UTF_8).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    /// The flat positions of all elements shown, of the part at `from` from `axis` on.
    private LongStream shown(int axis, long from) {
        return axis == sizes.length ? LongStream.of(from) : positions(axis).filter(i -> i != LEFT_OUT)
                .flatMap(i -> shown(axis + 1, from + i * strides[axis]));
    }

    private LongStream positions(int axis) {
        long size = sizes[axis];
        return edgesOnly && size > 2 * EDGE ? LongStream.concat(
                LongStream.concat(LongStream.range(0, EDGE), LongStream.of(LEFT_OUT)), LongStream.range(size - EDGE, size))
                : LongStream.range(0, size);
    }

    /// The part at `from` from `axis` on, in brackets. Its first line stands behind the brackets of the axes before.
    private String block(int axis, long from) {
        String indent = " ".repeat(axis + 1);
        Stream<String> parts = positions(axis).mapToObj(i -> i == LEFT_OUT ? "..."
                : axis == sizes.length - 1 ? element.apply(from + i) : block(axis + 1, from + i * strides[axis]));
        String inside = axis == sizes.length - 1 ? lines(parts.toList(), indent)
                : parts.collect(Collectors.joining("\n".repeat(sizes.length - 1 - axis) + indent));
        return "[" + inside + "]";
    }

    /// The words of a row, in as many lines as they need when each leaves room for the closing brackets.
    private static String lines(List<String> words, String indent) {
        int width = LINE_WIDTH - indent.length();
        var lines = new ArrayList<String>();
        String line = indent + words.getFirst();
        for (String word : words.subList(1, words.size())) {
            if (line.length() + 1 + word.length() <= width) {
                line += " " + word;
            } else {
                lines.add(line.stripTrailing());
                line = indent + word;
            }
        }
        lines.add(line);
        return String.join("\n", lines).substring(indent.length());
    }
}
