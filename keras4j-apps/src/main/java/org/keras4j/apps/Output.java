package org.keras4j.apps;

import module java.base;

/// Where an application prints: the one way from the applications to a terminal, a file or a test.
///
/// @param results takes what was asked for, and nothing else, so that it can be piped on
/// @param progress takes what only a watching human wants
public record Output(PrintStream results, PrintStream progress) {

    /// Prints into the given streams, and drops progress when `quiet`.
    public static Output to(PrintStream results, PrintStream progress, boolean quiet) {
        return new Output(results, quiet ? new PrintStream(OutputStream.nullOutputStream()) : progress);
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

    /// Does work during which Keras prints, as progress.
    <T> T duringProgress(Supplier<T> work) {
        try (var _ = org.keras4j.text.Output.redirect(progress::print, org.keras4j.text.Output.kind())) {
            return work.get();
        }
    }
}
