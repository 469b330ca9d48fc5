package org.keras4j.apps;

import module java.base;
import org.keras4j.engine.tensor.FormatException;

/// Answers several things that the user names, as `file` and `grep` do several files: what has no answer is told on standard error, the others are
/// answered, and at the end the command fails.
public final class Attempts {

    /// How much was asked for.
    enum Asked {
        /// One thing: its failure is the command's.
        ONE,
        MANY
    }

    private final Asked asked;
    private final Output output;
    private int failed;

    Attempts(Asked asked, Output output) {
        this.asked = asked;
        this.output = output;
    }

    /// Reads each item, and answers those that can be read.
    ///
    /// @param items what one word of the user's stands for, such as the pictures of a folder
    /// @param together how many are answered at a time at most
    public <T, R> void each(List<T> items, int together, Function<? super T, ? extends R> read, Consumer<? super SequencedMap<T, R>> answer) {
        if (items.size() == 1 && asked == Asked.ONE) {
            answer.accept(new LinkedHashMap<>(Map.of(items.getFirst(), read.apply(items.getFirst()))));
            return;
        }
        for (int from = 0; from < items.size(); from += together) {
            var readable = new LinkedHashMap<T, R>();
            items.subList(from, Math.min(items.size(), from + together)).forEach(item -> attempt(() -> readable.put(item, read.apply(item))));
            if (!readable.isEmpty()) {
                answer.accept(readable);
            }
        }
    }

    void attempt(Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException | DataException | FormatException | UncheckedIOException e) {
            failed++;
            output.complain(String.valueOf(e.getMessage()));
        }
    }

    /// @throws IllegalArgumentException if anything had no answer
    void end(String called) {
        if (failed > 0) {
            throw new IllegalArgumentException(called + failed + (failed == 1 ? " has no answer; what is wrong with it stands above."
                    : " have no answer; what is wrong with each stands above."));
        }
    }
}
