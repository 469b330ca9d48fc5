package org.keras4j.apps.satellite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.awt.Color;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.Trial;
import org.keras4j.apps.satellite.SatelliteApplication.Own;
import org.keras4j.datasets.PlanetAmazon;
import org.keras4j.models.Model;

/// On pictures that this test draws in the files of Planet's competition, whose own can't be shipped: a weather by how white the green is, and a blue
/// stripe in every other one for water.
class PlanetTest {
    private static final int PICTURES = 160;

    @TempDir
    Path folder;

    @Test
    void learnsTheWeatherAsOneOfFourBesideOtherTags() throws IOException {
        draw();
        var trial = Trial.of(new SatelliteApplication(), folder.resolve("run"), folder.resolve("data"));

        trial.run(Verb.TRAIN, own(Task.PLANET), 12, null, () -> false);

        var report = trial.report();
        assertThat(report.at("/metrics/test_f2").asDouble()).isGreaterThan(report.at("/metrics/baseline_constant_f2").asDouble() + 0.05);
        assertThat(report.at("/history/weather_loss/11").asDouble()).isLessThan(0.85 * report.at("/history/weather_loss/0").asDouble());
        assertThat(report.at("/history/ground_loss/11").asDouble()).isLessThan(0.85 * report.at("/history/ground_loss/0").asDouble());
        var model = Model.load(folder.resolve("run/model.keras"));
        assertThat(model.outputNames()).containsExactly("weather", "ground");
        assertThat(model.outputs().stream().map(output -> output.shape().size(-1))).containsExactly(4L, 13L);
        assertThat(folder.resolve("run/grad-cam.svg")).exists();

        // The whitest, without a stripe and with one.
        var predicted = Trial.of(new SatelliteApplication(), folder.resolve("run"), null);
        predicted.run(Verb.PREDICT, 1, null, folder.resolve("data/train-jpg/train_2.jpg").toString(), folder.resolve("data/train-jpg/train_6.jpg").toString());
        assertThat(predicted.printed().lines()).hasSize(2).allMatch(line -> line.contains("cloudy ("));
    }

    @Test
    void aWeatherNeedsPlanetsTags() {
        assertThatThrownBy(() -> own(Task.MOSAICS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--one-weather: expected --task planet, whose tags name the weather, got mosaics.");
    }

    private void draw() throws IOException {
        var pictures = Files.createDirectories(folder.resolve("data/train-jpg"));
        var random = new Random(3);
        var table = new StringBuilder("image_name,tags\n");
        for (int i = 0; i < PICTURES; i++) {
            int weather = i % 4;
            boolean water = i / 4 % 2 == 1;
            var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            var pen = picture.createGraphics();
            int white = List.of(0, 60, 180, 120).get(weather) + random.nextInt(20);
            pen.setColor(new Color(Math.min(255, 20 + white), Math.min(255, 90 + white), Math.min(255, 30 + white)));
            pen.fillRect(0, 0, 64, 64);
            if (water) {
                pen.setColor(new Color(0, 40, 200));
                pen.fillRect(random.nextInt(44), 0, 20, 64);
            }
            pen.dispose();
            ImageIO.write(picture, "jpg", pictures.resolve("train_" + i + ".jpg").toFile());
            table.append("train_").append(i).append(',').append(PlanetAmazon.TAGS.get(weather)).append(" primary").append(water ? " water" : "").append('\n');
        }
        Files.writeString(folder.resolve("data/train_v2.csv"), table);
    }

    private static Own own(Task task) {
        return new Own(task, SatelliteNetwork.LIGHT, true, null, null, null, 32);
    }
}
