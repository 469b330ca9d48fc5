package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.data.GivenRows;
import org.keras4j.apps.mnist.DigitText;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// What a written folder knows: the clusters of new points, and what their centres are.
record ClusterReader(Job job, EarlierRun run, ClusterFile file, ClusterNetwork network) {

    static ClusterReader of(Job job, Report.Settings settings) {
        var run = EarlierRun.of(job.options(), ClusterApplication.NAME, ClusterFile.NAME);
        return new ClusterReader(job, run, ClusterFile.read(run), ClusterNetwork.load(run, settings));
    }

    void predict() {
        job.answerEach(ClusterApplication.NAME, "pictures or folders of pictures, or for a table's clusters CSV files or rows of numbers", (word, attempts) -> {
            switch (file.form()) {
                case ClusterData.Form.Picture(_, _, var reading) -> attempts.each(PictureFiles.of(Path.of(word)), 1, reading::of,
                        seen -> seen.forEach((picture, pixels) -> job.output().say(picture + ": " + file.words(belongings(ClusterData.points(NDArray.stack(0, pixels)))[0]))));
                case ClusterData.Form.Row(var columns, var standardizer) -> {
                    var rows = new GivenRows(ClusterApplication.NAME, columns).read(word);
                    float[][] belongings = belongings(ClusterData.asPoints(standardizer.apply(rows.stream().map(GivenRows.Row::values).toArray(double[][]::new))));
                    IntStream.range(0, belongings.length).forEach(i -> job.output().say(rows.get(i).name() + ": " + file.words(belongings[i])));
                }
            }
        });
    }

    private float[][] belongings(NDArray points) {
        return network.belongings(points).toFloats2D();
    }

    /// Says what the centres of the clusters stand for.
    void demo() {
        job.output().tell("Network of " + run.words());
        var centres = network.decode(network.centres());
        for (int c = 0; c < centres.size(0); c++) {
            job.output().say("The centre of " + file.name(c));
            lines(file.form(), centres.index(c)).forEach(job.output()::say);
        }
    }

    private static List<String> lines(ClusterData.Form form, NDArray centre) {
        return switch (form) {
            case ClusterData.Form.Picture(int rows, int columns, _) -> DigitText.lines(NDArray.generate(DType.UINT8, Shape.of(rows, columns),
                    i -> Math.rint(255 * Math.clamp(centre.at(i), 0, 1))));
            case ClusterData.Form.Row(var columns, var standardizer) -> IntStream.range(0, columns.size())
                    .mapToObj(j -> String.format(Locale.ROOT, "  %s %.4g", columns.get(j), centre.at(j) * standardizer.sd()[j] + standardizer.mean()[j])).toList();
        };
    }
}
