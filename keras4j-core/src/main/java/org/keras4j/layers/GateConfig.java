package org.keras4j.layers;

import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.Before;

/// What layers and cells with gates have.
public class GateConfig extends CellConfig {
    @Before("use_bias") Activation recurrentActivation = Activations.SIGMOID;
}
