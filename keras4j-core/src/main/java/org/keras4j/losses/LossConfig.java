package org.keras4j.losses;

import org.jspecify.annotations.Nullable;
import org.keras4j.config.Config;

/// What every loss has.
public class LossConfig extends Config {
    /// Its name in logs; without one the class gives it: `mean_squared_error`.
    public @Nullable String name;
    /// `null`, Keras' None, is [Reduction#NONE].
    public @Nullable Reduction reduction = Reduction.SUM_OVER_BATCH_SIZE;
}
