package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Training;
import org.keras4j.models.Model;

/// What tells at each place of a poem which sign comes next.
sealed interface VerseNetwork permits PoemNetwork, WindowNetwork {
    String FILE = "model.keras";

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if a file is missing or broken, or holds a model of something else
    static VerseNetwork load(EarlierRun run, Report.Settings settings) {
        var vocabulary = Vocabulary.read(run);
        Computing.prepare(settings);
        var model = run.model(FILE);
        if (model.layers().stream().noneMatch(layer -> layer.name().equals("next_sign"))
                || model.getLayer("next_sign").getWeights().getLast().elements() != vocabulary.size()) {
            throw new DataException(run.file(FILE) + ": expected a model of the " + vocabulary.size() + " signs in " + Vocabulary.FILE + ", got another one.");
        }
        return model.inputNames().equals(List.of(WindowNetwork.INPUT)) ? new WindowNetwork(model, vocabulary) : new PoemNetwork(model, vocabulary);
    }

    default void save(RunFolder folder) {
        model().save(folder.place(FILE));
        vocabulary().write(folder);
    }

    /// Learns, and keeps the weights of the epoch that was best on the validation poems.
    Training train(List<Verse> train, List<Verse> validation, Fitting fitting);

    /// {@return how many samples it learns from in an epoch}
    long sampleCount(List<Verse> train);

    /// What a network expects where it reads poems, in logarithms of probabilities.
    ///
    /// @param signs of each sign of each poem, given those before it
    /// @param characters the same among characters: by a network that is told where marks stand
    record Expectation(List<double[]> signs, List<double[]> characters) {}

    Expectation expectation(List<Verse> poems);

    /// {@return one of its own for who asks, who closes it}
    Stepper stepper();

    Model model();

    Vocabulary vocabulary();

    default long parameters() {
        return model().countParams();
    }
}
