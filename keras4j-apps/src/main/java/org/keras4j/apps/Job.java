package org.keras4j.apps;

import module java.base;
import org.keras4j.apps.data.DataPlaces;

/// One call of an application.
///
/// @param verb what is asked for
/// @param arguments the words after the verb: files, folders, texts
/// @param options the options that all applications share
/// @param own the application's own options, of the class of [Application#ownOptions]
/// @param places the folders in which data may lie
/// @param input what the user types or pipes in
/// @param output where to print
/// @param stopRequested becomes true when the user wants the run to end early, with its files written
/// @param fitter who trains its networks
public record Job(
        Application.Verb verb,
        List<String> arguments,
        RunOptions options,
        Record own,
        DataPlaces places,
        InputStream input,
        Output output,
        BooleanSupplier stopRequested,
        Fitter fitter) {

    public Job {
        arguments = List.copyOf(arguments);
    }

    /// Keras4J trains.
    public Job(Application.Verb verb, List<String> arguments, RunOptions options, Record own, DataPlaces places, InputStream input, Output output,
            BooleanSupplier stopRequested) {
        this(verb, arguments, options, own, places, input, output, stopRequested, Fitter.KERAS4J);
    }

    /// {@return the same with somebody else to train}
    public Job fittedBy(Fitter other) {
        return new Job(verb, arguments, options, own, places, input, output, stopRequested, other);
    }

    /// Answers each word after the verb, where `-` stands for the lines of the input that aren't blank, each answered before the next is read.
    /// What makes no sense is told and the next one answered: a slip of the finger ends no session, and a broken file no folder.
    ///
    /// @param application that was called, for messages
    /// @param expected what the words are, in the plural, for messages
    /// @throws IllegalArgumentException if there are no words, or, when all others are answered, if some have no answer
    /// @throws DataException if the input can't be read, being a folder, say
    public void answer(String application, String expected, Consumer<String> answer) {
        answerEach(application, expected, (word, _) -> answer.accept(word));
    }

    /// The same where a word may stand for several things, such as a folder for its files.
    public void answerEach(String application, String expected, BiConsumer<String, Attempts> answer) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(called(application) + "expected " + expected + " (or - for one on each line of standard input), got none.");
        }
        boolean one = arguments.size() == 1 && !arguments.getFirst().equals("-");
        var attempts = new Attempts(one ? Attempts.Asked.ONE : Attempts.Asked.MANY, output);
        for (String word : arguments) {
            if (word.isBlank()) {
                throw new IllegalArgumentException(called(application) + "expected " + expected + ", got a blank word.");
            }
            if (one) {
                answer.accept(word, attempts);
            } else if (word.equals("-")) {
                eachLine(line -> attempts.attempt(() -> answer.accept(line, attempts)));
            } else {
                attempts.attempt(() -> answer.accept(word, attempts));
            }
        }
        attempts.end(called(application));
    }

    private void eachLine(Consumer<String> answer) {
        try {
            new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(answer);
        } catch (UncheckedIOException e) {
            throw new DataException("standard input: cannot be read: " + RunFolder.reason(e.getCause()) + ".", e);
        }
    }

    private String called(String application) {
        return application + " " + verb.name().toLowerCase(Locale.ROOT) + ": ";
    }

    /// @param application that was called, for the message
    /// @throws IllegalArgumentException if words follow the verb
    public void requireNoArguments(String application) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(called(application) + "expected no further words, got '"
                    + arguments.getFirst() + "'. Did you mean an option?");
        }
    }
}
