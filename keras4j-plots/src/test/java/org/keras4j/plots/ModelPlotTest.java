package org.keras4j.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.layers.Add;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.models.Diagram;
import org.keras4j.models.Model;

class ModelPlotTest {
    @TempDir
    Path folder;

    @Test
    void showsEachLayerWithItsShapes() {
        String svg = ModelPlot.of(Diagram.of(residual(), Set.of(Diagram.Show.values()))).svg();

        assertThat(svg).contains("first (Dense)", "second (Dense)", "sum (Add)", "Output shape: (None, 4)", "activation: linear", "Trainable");
    }

    @Test
    void writesTheFormatOfTheName() throws IOException {
        Plot plot = ModelPlot.of(Diagram.of(residual(), Set.of()));
        plot.write(folder.resolve("model.svg"));

        assertThat(Files.readString(folder.resolve("model.svg"))).startsWith("<").contains("Dense");
        assertThatThrownBy(() -> plot.write(folder.resolve("model.jpg"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.jpg: expected a name that ends in .svg or .png");
    }

    /// a → b → c → d and a → d: the long edge must go around b and c.
    @Test
    void noBoxCoversAnotherAndNoEdgeABox() {
        var size = new LayeredLayout.Size(100, 40);
        var edges = List.of(new LayeredLayout.Edge(0, 1), new LayeredLayout.Edge(1, 2), new LayeredLayout.Edge(2, 3), new LayeredLayout.Edge(0, 3),
                new LayeredLayout.Edge(0, 4), new LayeredLayout.Edge(4, 3));
        var layout = new LayeredLayout(Collections.nCopies(5, size), edges);

        for (int a = 0; a < 5; a++) {
            for (int b = 0; b < a; b++) {
                var p = layout.middle(a);
                var q = layout.middle(b);
                assertThat(Math.abs(p.x() - q.x()) >= 100 || Math.abs(p.y() - q.y()) >= 40).as(a + " and " + b).isTrue();
            }
        }
        for (int edge = 0; edge < edges.size(); edge++) {
            for (var corner : layout.corners(edge)) {
                for (int box = 0; box < 5; box++) {
                    var middle = layout.middle(box);
                    assertThat(Math.abs(corner.x() - middle.x()) < 50 && Math.abs(corner.y() - middle.y()) < 20).as(edges.get(edge) + " over " + box).isFalse();
                }
            }
        }
    }

    private static Model residual() {
        var input = Input.shape(4);
        KerasTensor first = Dense.of(4).name("first").apply(input);
        return Model.of(input, Add.create().name("sum").apply(input, Dense.of(4).name("second").apply(first)));
    }
}
