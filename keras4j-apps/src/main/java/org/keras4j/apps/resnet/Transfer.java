package org.keras4j.apps.resnet;

import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Training;
import org.keras4j.apps.pictures.PictureData;
import org.keras4j.apps.pictures.PictureNetwork;
import org.keras4j.apps.pictures.PictureNotes;
import org.keras4j.apps.pictures.PictureTraining;
import org.keras4j.apps.score.Classification;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Layer;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// A trained network for pictures of its user: what it has learnt to see is kept, and a new last layer names the user's classes.
///
/// 1. all is frozen but the new layer
/// 2. all learns, with a tenth of the step, but for the batch norms: with the few pictures that a user has, the means of a batch would
///    blur what the running means of the long training say, so these stay in use, and stay as they are
final class Transfer {
    static final String FILE = "transfer";
    private static final double FINE = 0.1;

    private final Functional model;
    private final PictureNotes notes;

    private Transfer(Functional model, PictureNotes notes) {
        this.model = model;
        this.notes = notes;
    }

    /// The network without its last layer, and a new one for these classes. The colours are scaled as the network knows them.
    static Transfer of(PictureNetwork trained, List<String> classes) {
        var base = (Functional) trained.model();
        var features = base.getLayer(base.layers().size() - 1).nodes().getFirst().inputs().getFirst();
        var head = Dense.of(classes.size()).activation(SOFTMAX).dtype("float32").name("user_classes").apply(features);
        return new Transfer(Model.of(base.inputs(), head).name(FILE), new PictureNotes(classes, trained.notes().scale()));
    }

    Functional model() {
        return model;
    }

    PictureNetwork network() {
        return new PictureNetwork(FILE, model, notes);
    }

    /// Only the new layer learns from now on.
    void freeze() {
        layers().forEach(layer -> layer.setTrainable(false));
    }

    /// All learn from now on but the batch norms, which stay in inference mode.
    void thaw() {
        layers().forEach(layer -> layer.setTrainable(!(layer instanceof BatchNormalization)));
    }

    /// Those of the trained network.
    private List<Layer> layers() {
        return model.layers().subList(0, model.layers().size() - 1);
    }

    /// What both stages came to.
    ///
    /// @param all the second stage's, or `head` where the first was stopped
    /// @param headOnly after the first
    record Result(Training head, Training all, Classification headOnly, Classification full) {
        SequencedMap<String, List<Double>> history() {
            if (all == head) {
                return head.history();
            }
            var history = new LinkedHashMap<String, List<Double>>();
            head.history().forEach((name, values) -> history.put(name, Stream.concat(values.stream(), all.history().getOrDefault(name, List.of()).stream()).toList()));
            return history;
        }

        Report.Work work() {
            return all == head ? head.work() : new Report.Work("images", head.work().count() + all.work().count(), head.work().seconds() + all.work().seconds());
        }
    }

    Result train(PictureData data, Report.Settings settings, RunFolder folder, Job job) {
        freeze();
        job.output().tell("Learning the new last layer");
        var head = PictureTraining.train(model, data.train(), notes.scale(), Fitting.of(settings, job));
        var headOnly = score(data);
        thaw();
        job.output().tell("Learning all of it, batch norms in inference mode");
        var fine = settings.learningRate(FINE * settings.learningRate());
        var all = head.end() == Report.End.STOPPED ? head : PictureTraining.train(model, data.train(), notes.scale(), Fitting.of(fine, job));
        notes.write(folder);
        network().save(folder);
        return new Result(head, all, headOnly, score(data));
    }

    private Classification score(PictureData data) {
        return network().score(data.test(), network().predict(data.test().images()));
    }
}
