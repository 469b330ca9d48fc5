package org.keras4j.text;

import module java.base;

/// Where the library prints: standard output, unless a program redirects it. Nothing else in the library prints.
///
/// ```java
/// var text = new StringBuilder();
/// try (var _ = Output.redirect(text::append, Output.Kind.TERMINAL)) {
///     model.fit(x, y, Fit.epochs(2));
/// }
/// ```
public final class Output {
    /// What reads it.
    public enum Kind {
        /// A person at a screen that can rewrite a line.
        TERMINAL,
        /// A file, a pipe, a string: only whole lines make sense.
        LINES
    }

    /// Takes text as it comes, with its line ends.
    @FunctionalInterface
    public interface Sink {
        void print(String text);
    }

    /// Ends a redirection.
    @FunctionalInterface
    public interface Redirection extends AutoCloseable {
        @Override
        void close();
    }

    private record Target(Sink sink, Supplier<Kind> kind) {}

    private static final Target STANDARD = new Target(Output::toStandardOutput, Output::standardKind);
    private static volatile Target target = STANDARD;

    private Output() {}

    /// Sends all that is printed from now on to `sink`, for every thread, until the answer is closed.
    public static Redirection redirect(Sink sink, Kind kind) {
        Target before = target;
        target = new Target(sink, () -> kind);
        return () -> target = before;
    }

    /// Prints a text as it is.
    public static void print(String text) {
        target.sink.print(text);
    }

    /// Prints a text and the end of a line.
    public static void printLine(String line) {
        print(line + "\n");
    }

    /// What reads it now: what [#redirect] said, or else a terminal where standard output is one.
    public static Kind kind() {
        return target.kind.get();
    }

    private static void toStandardOutput(String text) {
        System.out.print(text);
        System.out.flush();
    }

    private static Kind standardKind() {
        Console console = System.console();
        return console != null && console.isTerminal() ? Kind.TERMINAL : Kind.LINES;
    }
}
