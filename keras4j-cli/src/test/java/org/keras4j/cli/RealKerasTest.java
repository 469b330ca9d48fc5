package org.keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application;
import org.keras4j.apps.Applications;
import org.keras4j.apps.Fitter;
import org.keras4j.apps.Job;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.models.RealKeras;

/// Runs an application whose networks the real Keras trains, for `tools/results --keras`:
///
/// | property | what |
/// |----------|------|
/// | `keras.words` | what would follow `./keras4j`, a word on each line |
/// | `keras.python` | an interpreter that has Keras and TensorFlow |
@EnabledIfSystemProperty(named = "keras.words", matches = "(?s).+")
class RealKerasTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path folder;

    @Test
    void kerasTrainsTheNetworksOfAnApplication() throws IOException {
        try (var keras = RealKeras.start(Path.of(System.getProperty("keras.python")), ROOT.resolve("tools/keras_fits.py"), folder)) {
            var applications = Applications.all().stream().<Application>map(application -> new Compared(application, keras)).toList();
            var main = new Main(applications, InputStream.nullInputStream(), System.out, System.err, true);
            assertThat(main.run(System.getProperty("keras.words").split("\n"))).isZero();
        }
    }

    /// An application to which nothing is new but who trains.
    private record Compared(Application application, Fitter keras) implements Application {
        @Override public String name()                                            { return application.name(); }
        @Override public String description()                                     { return application.description(); }
        @Override public Record ownOptions()                                      { return application.ownOptions(); }
        @Override public String dataState(RunOptions options, DataPlaces places)  { return application.dataState(options, places); }
        @Override public void train(Job job, RunFolder folder)                    { application.train(job.fittedBy(keras), folder); }
        @Override public void evaluate(Job job)                                   { application.evaluate(job); }
        @Override public void predict(Job job)                                    { application.predict(job); }
        @Override public void demo(Job job)                                       { application.demo(job); }
    }
}
