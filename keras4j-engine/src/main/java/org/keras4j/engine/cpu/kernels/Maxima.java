package org.keras4j.engine.cpu.kernels;

import module java.base;
import jdk.incubator.vector.FloatVector;
import org.keras4j.engine.cpu.loops.KernelWarmup;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;
import static org.keras4j.engine.cpu.kernels.Floats.F;
import static org.keras4j.engine.cpu.kernels.Floats.NOTHING;
import static org.keras4j.engine.cpu.kernels.Floats.ORDER;
import static org.keras4j.engine.cpu.kernels.Floats.VECTOR;
import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// The greatest numbers of windows that move over an image, in float32 with the channels last, on one thread. NaN is not greater than
/// anything. Addresses are trusted: who calls has checked that there is as much memory.
public final class Maxima {
    /// Channels come in multiples of it.
    public static final int LANES = Floats.LANES;

    private Maxima() {}

    /// A window along one axis, and how far apart things are there.
    ///
    /// @param size pixels that it sees
    /// @param apart bytes from a pixel to the next
    /// @param step bytes from a window to the next
    /// @param results how many windows there are
    public record Axis(int size, long apart, long step, int results) {}

    /// @param pixel bytes of all channels
    public static void of(long image, Axis down, Axis across, int pixel, long to) {
        of(image, down.size, down.apart, down.step, down.results, across.size, across.apart, across.step, across.results, pixel, to);
    }

    private static void of(long image, int high, long line, long down, int rows, int wide, long apart, long across, int columns, int pixel, long to) {
        FloatVector least = broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector nothing = broadcast(F, NOTHING);
        long result = to;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                long window = image + row * down + column * across;
                for (int channel = 0; channel < pixel; channel += VECTOR) {
                    FloatVector most = least;
                    for (int i = 0; i < high; i++) {
                        for (int j = 0; j < wide; j++) {
                            FloatVector x = fromMemorySegment(F, ALL, window + i * line + j * apart + channel, ORDER);
                            most = x.blend(most, x.compare(GT, most).not());
                        }
                    }
                    nothing.add(most).intoMemorySegment(ALL, result, ORDER);
                    result += VECTOR;
                }
            }
        }
    }

    /// Brings it to compiled speed, on another thread.
    public static void warm() {
        KernelWarmup.add(Maxima.class, memory -> {
            // Two of everything: a loop that is never taken here would be thrown out, and the first image undo the compilation.
            var axis = new Axis(2, 0, 0, 2);
            long image = memory.allocate(8L * VECTOR, VECTOR).address();
            return List.of(() -> of(image, axis, axis, 2 * VECTOR, image));
        });
    }
}
