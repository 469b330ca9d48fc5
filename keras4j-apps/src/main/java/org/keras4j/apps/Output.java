package org.keras4j.apps;

import module java.base;

/// Where an application prints: the one way from the applications to a terminal, a file or a test.
///
/// @param results takes what was asked for, and nothing else, so that it can be piped on
/// @param progress takes what only a watching human wants
/// @param errors takes what went wrong
public record Output(PrintStream results, PrintStream progress, PrintStream errors) {

    /// Progress and errors go the same way.
    public Output(PrintStream results, PrintStream progress) {
        this(results, progress, progress);
    }

    /// Prints into the given streams, and drops progress, though no error, when `quiet`.
    public static Output to(PrintStream results, PrintStream progress, boolean quiet) {
        return new Output(results, quiet ? new PrintStream(OutputStream.nullOutputStream()) : progress, progress);
    }

    /// Prints a line of the result.
    public void say(String line) {
        results.println(line);
    }

    /// Prints the banner that no synthetic score goes without.
    ///
    /// @param expected the names of the real data's files
    /// @param wanted the folder where they were looked for
    public void saySynthetic(String expected, Path wanted) {
        say("SYNTHETIC DATA (expected " + expected + " in " + wanted + ")");
    }

    /// Prints a line about the way to the result.
    public void tell(String line) {
        progress.println(line);
    }

    /// Prints in one line what went wrong, where the rest goes on.
    void complain(String message) {
        errors.println(message.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /// Does work during which Keras prints, as progress.
    <T> T duringProgress(Supplier<T> work) {
        try (var _ = org.keras4j.text.Output.redirect(progress::print, org.keras4j.text.Output.kind())) {
            return work.get();
        }
    }
}
