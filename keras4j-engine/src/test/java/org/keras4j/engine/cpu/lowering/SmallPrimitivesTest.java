package org.keras4j.engine.cpu.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keras4j.engine.cpu.foreign.Arg;
import org.keras4j.engine.cpu.foreign.Attributes;
import org.keras4j.engine.cpu.foreign.MemoryDesc;
import org.keras4j.engine.cpu.foreign.OneDnn;
import org.keras4j.engine.cpu.foreign.PrimitiveDesc;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.cpu.program.Buffer;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.graph.Type;

class SmallPrimitivesTest {
    private final Team team = OneDnn.get().team();

    @BeforeEach
    void isATeam() {
        assumeThat(team.size()).isGreaterThan(1);
        team.useOnThisThread();
    }

    @ParameterizedTest
    @CsvSource({
            "  1, 100,   10, true",        // 1,000 products of 4 KB of weights
            " 32,   8,   16, true",
            "  1, 1000, 100, false",       // 400 KB of weights
            " 64,  64,   64, false"})      // 262,144 products of 48 KB
    void whatIsLittleWorkIsForOneThread(long rows, long inner, long columns, boolean isSmall) {
        Map<Arg, Type> types = Map.of(Arg.SRC, Type.float32(rows, inner), Arg.WEIGHTS, Type.float32(inner, columns), Arg.DST, Type.float32(rows, columns));
        var arguments = new HashMap<Arg, View>();
        types.forEach((argument, type) -> arguments.put(argument, View.of(Buffer.arena(type.bytes()), type)));
        var product = PrimitiveDesc.matmul(plain(types.get(Arg.SRC)), plain(types.get(Arg.WEIGHTS)), null, plain(types.get(Arg.DST)), Attributes.PLAIN);

        assertThat(SmallPrimitives.alone(product, arguments, team).isPresent()).isEqualTo(isSmall);
        assertThat(SmallPrimitives.alone(product, arguments, Team.sequential())).as("where there is one thread anyway").isEmpty();
    }

    private static MemoryDesc plain(Type type) {
        return MemoryDesc.plain(type.dtype(), type.shape());
    }
}
