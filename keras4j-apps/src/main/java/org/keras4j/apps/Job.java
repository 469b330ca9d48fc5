package org.keras4j.apps;

import module java.base;

/// One call of an application.
///
/// @param verb what is asked for
/// @param arguments the words after the verb: files, folders, texts
/// @param options the options that all applications share
/// @param own the application's own options, of the class of [Application#ownOptions]
/// @param output where to print
/// @param stopRequested becomes true when the user wants the run to end early, with its files written
public record Job(
        Application.Verb verb,
        List<String> arguments,
        RunOptions options,
        Record own,
        Output output,
        BooleanSupplier stopRequested) {

    public Job {
        arguments = List.copyOf(arguments);
    }
}
