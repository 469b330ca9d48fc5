package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer.View;

/// Primitives that one thread has done before others would have begun: bringing a team together takes some five microseconds, in which one
/// thread moves a hundred kilobytes or multiplies half a million pairs of numbers.
public final class SmallPrimitives {
    public static final long BYTES = 128 << 10;
    private static final double PRODUCTS = 200e3;

    private SmallPrimitives() {}

    /// The same primitive for one thread, if it is small and takes its arguments as they lie.
    static Optional<PrimitiveDesc> alone(PrimitiveDesc desc, Map<Arg, View> arguments, Team team) {
        if (team.size() == 1 || bytes(arguments) > BYTES || products(desc, arguments.keySet()) > PRODUCTS) {
            return Optional.empty();
        }
        return Optional.of(team.alone(desc::again))
                .filter(again -> arguments.keySet().stream().allMatch(argument -> again.memory(argument).equals(desc.memory(argument))));
    }

    private static long bytes(Map<Arg, View> arguments) {
        return arguments.values().stream().mapToLong(view -> view.type().bytes()).sum();
    }

    /// As many as a matrix product multiplies, for its three matrices hold m·k, k·n and m·n numbers; a convolution multiplies somewhat more.
    private static double products(PrimitiveDesc desc, Set<Arg> arguments) {
        if (!arguments.contains(Arg.WEIGHTS) && !arguments.contains(Arg.DIFF_WEIGHTS)) {
            return 0;
        }
        return Math.sqrt(arguments.stream().mapToDouble(argument -> -desc.memory(argument).shape().elements()).sorted().limit(3)
                .reduce(1, (product, elements) -> product * -elements));
    }
}
