package org.keras4j.text;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Texts as arrays, so that they go wherever numbers go: into a data set, a batch, a model that begins with
/// `Input.shape(1).texts()`. The last axis holds the bytes of a text in UTF-8 and is filled up with 0, as NumPy's `S` has it.
public final class Texts {
    private Texts() {}

    /// {@return uint8 `[texts, 1, bytes]`}
    public static NDArray array(String... texts) {
        return array(List.of(texts));
    }

    /// {@return uint8 `[texts, 1, bytes]`}
    public static NDArray array(List<String> texts) {
        return table(texts.stream().map(List::of).toList());
    }

    /// Samples of several texts each.
    ///
    /// @return uint8 `[samples, texts, bytes]`
    /// @throws IllegalArgumentException when samples differ in their number of texts
    public static NDArray table(List<List<String>> samples) {
        int row = samples.isEmpty() ? 0 : samples.getFirst().size();
        if (samples.stream().anyMatch(sample -> sample.size() != row)) {
            throw new IllegalArgumentException("Texts: expected as many texts in each sample as in the first, " + row + ", got "
                    + samples.stream().mapToInt(List::size).filter(size -> size != row).findFirst().orElseThrow() + " in another. Add empty ones.");
        }
        byte[][] bytes = samples.stream().flatMap(List::stream).map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        int width = Math.max(1, Stream.of(bytes).mapToInt(text -> text.length).max().orElse(0));
        var flat = new byte[Math.multiplyExact(bytes.length, width)];
        for (int i = 0; i < bytes.length; i++) {
            System.arraycopy(bytes[i], 0, flat, i * width, bytes[i].length);
        }
        return NDArray.of(ByteBuffer.wrap(flat), DType.UINT8, Shape.of(samples.size(), row, width)).asTexts();
    }

    /// The way back: the texts of such an array in a row.
    public static List<String> of(NDArray array) {
        byte[] flat = array.toByteArray();
        int width = Math.toIntExact(array.size(-1));
        return IntStream.range(0, flat.length / width).mapToObj(i -> text(flat, i * width, width)).toList();
    }

    private static String text(byte[] flat, int from, int width) {
        int end = from + width;
        while (end > from && flat[end - 1] == 0) {
            end--;
        }
        return new String(flat, from, end - from, StandardCharsets.UTF_8);
    }
}
