package org.keras4j.optimizers;

/// What [Adam] and [AdamW] have.
public class AdamConfig extends MomentsConfig {
    public boolean amsgrad;
}
