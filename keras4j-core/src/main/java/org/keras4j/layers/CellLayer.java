package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.regularizers.Regularizer;

/// A cell with weights over time, whose options are those of the cell.
abstract sealed class CellLayer extends RecurrentLayer permits SimpleRNN, LSTM, GRU, ConvLSTM {
    CellLayer(CellConfig config) {
        super(config);
        makeCell();
    }

    @Override
    public CellConfig config() {
        return (CellConfig) super.config();
    }

    /// A cell of this configuration, name and all.
    abstract WeightedCell newCell();

    @Override
    final RnnCell makeCell() {
        WeightedCell cell = newCell();
        cell.config().name = null;
        return cell;
    }

    @Override
    protected final @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }
}
