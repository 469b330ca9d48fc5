package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.mnist.LabelledImages;
import org.keras4j.apps.mnist.MnistData;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;

/// A network of handwritten digits in the folder of an earlier run.
record SavedDigits(Design design, Model model) {
    private static final int BATCH = 500;

    /// Those of these networks that the folder has.
    ///
    /// @throws org.keras4j.apps.DataException if a file is broken
    static List<SavedDigits> load(EarlierRun run, List<Design> wanted) {
        return wanted.stream().filter(design -> Files.exists(run.file(DigitContest.file(design))))
                .map(design -> new SavedDigits(design, run.model(DigitContest.file(design)))).toList();
    }

    /// {@return float32 `[count, 10]`: how probable each digit is}
    static NDArray predict(Model model, LabelledImages digits) {
        return model.predict(digits.pixels(), Predict.defaults().batchSize(BATCH));
    }

    Classification score(LabelledImages digits) {
        return Classification.of(MnistData.CLASSES, digits.labels().toIntArray(), predict(model, digits).argMax(1).toIntArray());
    }

    /// {@return `lenet5-mnist: 7 (99.8 %), 1 (0.1 %), 3 (0.0 %)`}
    ///
    /// @param digit uint8 `[28, 28]`, as MNIST has them
    String words(NDArray digit) {
        var alone = new LabelledImages(digit.expandDims(0), NDArray.zeros(DType.UINT8, Shape.of(1)));
        return design.name() + ": " + Probabilities.of(predict(model, alone).toFloatArray()).words(MnistData.CLASSES::get);
    }
}
