package org.keras4j.callbacks;

import module java.base;
import org.keras4j.saving.Backup;

/// Lets a training that was interrupted go on: it keeps the state in a folder, and a `fit` that finds one there begins where that left
/// off, in the middle of an epoch too, as if nothing had happened. When training ends, also because a callback stopped it, the folder is
/// emptied. Follows `keras.callbacks.BackupAndRestore`.
///
/// ```java
/// model.fit(x, y, Fit.epochs(100).seed(1).callbacks(BackupAndRestore.in(Path.of("backup")).saveFreq(1000)));
/// ```
public final class BackupAndRestore extends Callback {
    private final Path folder;
    private final long everyBatches;
    private final boolean kept;
    private int epoch;
    private long batches;

    private BackupAndRestore(Path folder, long everyBatches, boolean kept) {
        this.folder = folder;
        this.everyBatches = everyBatches;
        this.kept = kept;
    }

    /// Saves after each epoch.
    public static BackupAndRestore in(Path folder) {
        return new BackupAndRestore(folder, 0, false);
    }

    /// Saves after so many batches instead.
    public BackupAndRestore saveFreq(long batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("BackupAndRestore: expected saveFreq of 1 batch or more, got " + batches + ".");
        }
        return new BackupAndRestore(folder, batches, kept);
    }

    /// Keeps the backup when training is over: `delete_checkpoint=False`.
    public BackupAndRestore keptAtEnd() {
        return new BackupAndRestore(folder, everyBatches, true);
    }

    private Path file() {
        return folder.resolve("latest.keras");
    }

    @Override
    public void onTrainBegin() {
        if (Files.exists(file())) {
            Backup.restore(model(), file());
        }
    }

    @Override
    public void onEpochBegin(int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void onTrainBatchEnd(long batch, Logs logs) {
        if (everyBatches > 0 && ++batches == everyBatches) {
            batches = 0;
            save(epoch, batch + 1);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (everyBatches == 0) {
            save(epoch + 1, 0);
        }
    }

    private void save(int epoch, long batch) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable("BackupAndRestore", folder, e);
        }
        Backup.save(model(), file(), epoch, batch);
    }

    @Override
    public void onTrainEnd(Logs logs) {
        try {
            if (!kept) {
                Files.deleteIfExists(file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("BackupAndRestore: cannot delete " + file() + " (" + e
                    + "). Delete it, or the next training goes on with it.", e);
        }
    }
}
