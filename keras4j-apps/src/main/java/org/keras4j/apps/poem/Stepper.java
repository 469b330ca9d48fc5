package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// A network that writes one sign after the other. It has programs of its own until it is closed.
interface Stepper extends AutoCloseable {

    /// What comes next in several poems.
    ///
    /// @param logProbabilities of each sign in each poem, `[poems · signs]`
    /// @param states to go on with
    record Next(float[] logProbabilities, List<NDArray> states) {}

    /// {@return what so many poems begin with before their first sign, a row for each; nothing for a network that keeps nothing in mind}
    List<NDArray> start(int poems);

    /// @param drafts all at the same place
    Next next(List<NDArray> states, List<Draft> drafts);

    /// {@return how many signs there are}
    int signs();

    @Override
    void close();
}
