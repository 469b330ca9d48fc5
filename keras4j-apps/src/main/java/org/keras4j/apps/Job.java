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
public record Job(
        Application.Verb verb,
        List<String> arguments,
        RunOptions options,
        Record own,
        DataPlaces places,
        InputStream input,
        Output output,
        BooleanSupplier stopRequested) {

    public Job {
        arguments = List.copyOf(arguments);
    }

    /// {@return the words after the verb, where `-` stands for the lines of the input that aren't blank, each read when it is wanted}
    public Stream<String> lines() {
        return arguments.stream().flatMap(word -> word.equals("-") ? typed() : Stream.of(word));
    }

    /// @param application that was called, for the message
    /// @throws IllegalArgumentException if words follow the verb
    public void requireNoArguments(String application) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(application + " " + verb.name().toLowerCase(Locale.ROOT) + ": expected no further words, got '"
                    + arguments.getFirst() + "'. Did you mean an option?");
        }
    }

    private Stream<String> typed() {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).lines().map(String::strip).filter(line -> !line.isEmpty());
    }
}
