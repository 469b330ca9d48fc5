package org.keras4j.apps;

import module java.base;
import org.keras4j.apps.data.DataPlaces;

/// Something people build with Keras, with data, model and scores of its own, run as `keras4j NAME [VERB]`.
public interface Application {

    /// What can be asked of an application.
    enum Verb {
        /// Trains, evaluates once on the test data, shows samples, and writes all of it to the run folder.
        TRAIN,
        /// Scores the model of an earlier run.
        EVALUATE,
        /// Applies the model of an earlier run to the user's input; needs no training data.
        PREDICT,
        /// Shows on a few samples what the application does.
        DEMO,
        /// Draws a map of a large picture with the model of an earlier run.
        MAP
    }

    /// {@return the name on the command line: lower case, one word, or two for a variant, such as `multi books`}
    String name();

    /// {@return what it does, in one line without a full stop}
    String description();

    /// {@return the verbs it knows; `TRAIN` is the one meant when none is given}
    default Set<Verb> verbs() {
        return EnumSet.of(Verb.TRAIN, Verb.EVALUATE, Verb.PREDICT, Verb.DEMO);
    }

    /// {@return the defaults of the options that only this application has, as a record of [Setting]s}
    default Record ownOptions() {
        return new NoOptions();
    }

    /// {@return in one line, which data a run with these options would use; downloads and reads nothing}
    String dataState(RunOptions options, DataPlaces places);

    /// {@return the words of a short run that does all that a long one does: the launcher learns from it what to load}
    default List<String> shortRun() {
        return List.of("train", "--epochs", "1");
    }

    /// {@return its networks, as `keras4j bench` times them}
    default List<Workload> workloads() {
        return List.of();
    }

    /// Does what is asked, and returns early, with all files written, once the job asks it to stop.
    ///
    /// @throws DataException if the data is missing or broken
    /// @throws IllegalArgumentException if an option or argument makes no sense
    default void run(Job job) {
        switch (job.verb()) {
            case TRAIN -> {
                job.requireNoArguments(name());
                try (var folder = RunFolder.create(job.options(), name())) {
                    train(job, folder);
                }
            }
            case EVALUATE -> {
                job.requireNoArguments(name());
                evaluate(job);
            }
            case PREDICT -> predict(job);
            case DEMO -> {
                job.requireNoArguments(name());
                demo(job);
            }
            case MAP -> map(job);
        }
    }

    /// What [Verb#TRAIN] asks for.
    ///
    /// @param folder that takes all that the run writes
    void train(Job job, RunFolder folder);

    /// What [Verb#EVALUATE] asks for.
    void evaluate(Job job);

    /// What [Verb#PREDICT] asks for, of the folder of an earlier run alone.
    void predict(Job job);

    /// What [Verb#DEMO] asks for.
    void demo(Job job);

    /// What [Verb#MAP] asks for, of those that have it among their [#verbs].
    default void map(Job job) {
        throw new IllegalArgumentException(name() + ": draws no maps.");
    }

    /// What an application without options of its own answers.
    record NoOptions() {}
}
