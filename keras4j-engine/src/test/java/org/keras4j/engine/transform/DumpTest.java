package org.keras4j.engine.transform;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;

class DumpTest {
    private static Graph graph() {
        var g = new GraphBuilder();
        return g.build(List.of(g.multiply(g.input("x", Type.float32(2)), 1)));
    }

    @Test
    void writesTextAndDotBeforeAndAfterEachPass(@TempDir Path folder) throws IOException {
        var dump = new Dump(folder.resolve("new"));
        Passes.apply(graph(), Passes.standard(), dump);
        Passes.apply(graph(), List.of(), dump);

        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".txt")).sorted()).containsExactly(
                    "001-0-traced.txt", "001-1-simplify.txt", "001-2-softmax.txt", "001-3-fuse.txt", "002-0-traced.txt");
        }
        assertThat(folder.resolve("new/001-1-simplify.txt")).hasContent("""
                %0 = Input[name=x, result=float32[2]] : float32[2]
                return %0
                """);
        assertThat(Files.readString(folder.resolve("new/001-0-traced.dot"))).startsWith("digraph {").contains("Binary MULTIPLY");
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotStopAnything(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(Passes.apply(graph(), Passes.standard(), new Dump(file)).nodes()).hasSize(1);
        assertThat(file).hasContent("");
    }
}
