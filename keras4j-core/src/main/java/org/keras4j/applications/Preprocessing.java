package org.keras4j.applications;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// How images with channels red, green and blue from 0 to 255 become what an architecture was trained on. Follows
/// `keras.applications.imagenet_utils.preprocess_input`.
enum Preprocessing {
    /// Channels in the order blue, green, red, each less its mean.
    CAFFE(new double[] {103.939, 116.779, 123.68}, new double[] {1, 1, 1}),
    /// From −1 to 1.
    TF(new double[] {127.5, 127.5, 127.5}, new double[] {127.5, 127.5, 127.5}),
    /// Each channel with mean 0 and variance 1 over ImageNet.
    TORCH(new double[] {0.485 * 255, 0.456 * 255, 0.406 * 255}, new double[] {0.229 * 255, 0.224 * 255, 0.225 * 255});

    private final double[] mean;
    private final double[] deviation;

    Preprocessing(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /// @param images `[…, 3]`
    NDArray of(NDArray images) {
        if (images.shape().rank() < 1 || images.shape().size(-1) != 3) {
            throw new IllegalArgumentException("preprocessInput: expected images [batch, rows, columns, 3], got " + images.shape() + ". Repeat a grey channel.");
        }
        double[] numbers = images.toDoubleArray();
        for (int pixel = 0; pixel < numbers.length; pixel += 3) {
            if (this == CAFFE) {
                double red = numbers[pixel];
                numbers[pixel] = numbers[pixel + 2];
                numbers[pixel + 2] = red;
            }
            for (int channel = 0; channel < 3; channel++) {
                numbers[pixel + channel] = (numbers[pixel + channel] - mean[channel]) / deviation[channel];
            }
        }
        return NDArray.of(images.shape(), numbers).cast(images.dtype().isFloating() ? images.dtype() : DType.FLOAT32);
    }
}
