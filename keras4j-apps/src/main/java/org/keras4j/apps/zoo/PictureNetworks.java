package org.keras4j.apps.zoo;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import static org.keras4j.layers.Padding.SAME;
import static org.keras4j.layers.Padding.VALID;
import module java.base;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.resnet.ResidualNetwork;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.AveragePooling2D;
import org.keras4j.layers.BatchNormalization;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Conv2D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.DepthwiseConv2D;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GlobalAveragePooling2D;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.MaxPooling2D;
import org.keras4j.layers.Padding;
import org.keras4j.layers.ReLU;
import org.keras4j.layers.SeparableConv2D;
import org.keras4j.layers.Symbol;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// The great architectures in the size of pictures of 32 × 32.
public final class PictureNetworks {
    /// In the order of their years.
    static final List<Design> ALL = List.of(
            new Design("mlp", "MLP", network(PictureNetworks::mlp)),
            new Design("lenet5", "LeNet-5", network(x -> lenet5(x, VALID))),
            new Design("alexnet", "AlexNet-small", network(PictureNetworks::alexnet)),
            new Design("vgg", "VGG-small", network(PictureNetworks::vgg)),
            new Design("inception", "Inception-small", network(PictureNetworks::inception)),
            new Design("resnet20", "ResNet-20", new ResidualNetwork(ResidualNetwork.Style.V1, 20)::create),
            new Design("squeezenet", "SqueezeNet-small", classes -> squeezenet(Input.shape(32, 32, 3), classes)),
            new Design("densenet40", "DenseNet-BC 40", network(PictureNetworks::densenet)),
            new Design("mobilenet", "MobileNet-small", network(x -> mobilenet(x, 32))),
            new Design("mobilenet-half", "MobileNet-small α ½", network(x -> mobilenet(x, 16))),
            new Design("xception", "Xception-small", network(PictureNetworks::xception)));
    /// Of handwritten digits, 28 × 28 in grey: padded, they are of the size that the original saw.
    static final List<Design> DIGITS = List.of(new Design("lenet5-mnist", "LeNet-5 (MNIST)", network(x -> lenet5(x, SAME), 28, 28, 1)));

    private PictureNetworks() {}

    /// What makes features of a picture, with a last layer that tells classes apart.
    private static IntFunction<Functional> network(Function<Input, KerasTensor> features) {
        return network(features, 32, 32, 3);
    }

    private static IntFunction<Functional> network(Function<Input, KerasTensor> features, long... size) {
        return classes -> {
            var picture = Input.shape(size);
            return Model.of(picture, Dense.of(classes).activation(SOFTMAX).dtype("float32").apply(features.apply(picture)));
        };
    }

    static KerasTensor mlp(Input picture) {
        return dense(256, dense(512, Flatten.create().apply(picture)));
    }

    /// LeCun et al. 1998.
    static KerasTensor lenet5(Input picture, Padding first) {
        var x = AveragePooling2D.of(2).apply(Conv2D.of(6, 5).padding(first).activation(RELU).apply(picture));
        x = AveragePooling2D.of(2).apply(Conv2D.of(16, 5).activation(RELU).apply(x));
        return dense(84, dense(120, Flatten.create().apply(x)));
    }

    /// Krizhevsky et al. 2012.
    static KerasTensor alexnet(Input picture) {
        var x = halved(conv(64, 5, picture));
        x = halved(conv(128, 5, x));
        x = conv(128, 3, conv(192, 3, conv(192, 3, x)));
        x = Dropout.of(0.5).apply(dense(512, Flatten.create().apply(halved(x))));
        return Dropout.of(0.5).apply(dense(256, x));
    }

    /// Simonyan and Zisserman 2014.
    static KerasTensor vgg(Input picture) {
        Symbol x = picture;
        for (int filters : new int[] {32, 64, 128}) {
            x = MaxPooling2D.of(2).apply(normalized(filters, 3, normalized(filters, 3, x)));
        }
        return dense(128, Flatten.create().apply(x));
    }

    /// Szegedy et al. 2014.
    static KerasTensor inception(Input picture) {
        var x = halved(normalized(32, 3, picture));
        x = halved(module(48, 48, 16, module(32, 48, 8, x)));
        x = module(96, 112, 32, module(80, 80, 32, module(56, 72, 16, x)));
        return GlobalAveragePooling2D.create().apply(x);
    }

    /// Four views of the same: a place, its neighbours, a wider field, and the largest of the neighbours.
    private static KerasTensor module(int one, int three, int five, Symbol x) {
        return Concatenate.create().apply(
                normalized(one, 1, x),
                normalized(three, 3, normalized(three / 2, 1, x)),
                normalized(five, 5, normalized(five, 1, x)),
                normalized(five, 1, MaxPooling2D.of(3).strides(1).padding(SAME).apply(x)));
    }

    /// Iandola et al. 2016: without a dense layer.
    static Functional squeezenet(Input picture, int classes) {
        var x = halved(conv(64, 3, picture));
        x = halved(fire(16, fire(16, x)));
        x = halved(fire(32, fire(32, x)));
        x = Conv2D.of(classes, 1).apply(fire(64, fire(48, x)));
        return Model.of(picture, Activation.of(SOFTMAX).dtype("float32").apply(GlobalAveragePooling2D.create().apply(x)));
    }

    private static KerasTensor fire(int filters, Symbol x) {
        var squeezed = conv(filters, 1, x);
        return Concatenate.create().apply(conv(4 * filters, 1, squeezed), conv(4 * filters, 3, squeezed));
    }

    /// Huang et al. 2016, with bottlenecks and compression: each layer sees all before it in its block.
    static KerasTensor densenet(Input picture) {
        int maps = 24;
        var x = Conv2D.of(maps, 3).padding(SAME).useBias(false).apply(picture);
        for (int block = 0; block < 3; block++) {
            for (int layer = 0; layer < 6; layer++, maps += 12) {
                var y = Conv2D.of(48, 1).useBias(false).apply(bnRelu(x));
                x = Concatenate.create().apply(x, Conv2D.of(12, 3).padding(SAME).useBias(false).apply(bnRelu(y)));
            }
            x = bnRelu(x);
            if (block < 2) {
                maps /= 2;
                x = AveragePooling2D.of(2).apply(Conv2D.of(maps, 1).useBias(false).apply(x));
            }
        }
        return GlobalAveragePooling2D.create().apply(x);
    }

    /// Howard et al. 2017: what it finds in a picture, `[batch, 16 · width]`.
    ///
    /// @param width maps of the first layer: 32 times α
    public static KerasTensor mobilenet(Input picture, int width) {
        var x = normalized(width, 3, picture);
        int[] widths = {2, 4, 4, 8, 8, 16, 16};
        for (int i = 0; i < widths.length; i++) {
            int stride = i > 0 && widths[i] > widths[i - 1] ? 2 : 1;
            x = bnRelu(DepthwiseConv2D.of(3).strides(stride).padding(SAME).useBias(false).apply(x));
            x = normalized(widths[i] * width, 1, x);
        }
        return GlobalAveragePooling2D.create().apply(x);
    }

    /// Chollet 2016.
    static KerasTensor xception(Input picture) {
        var x = normalized(32, 3, picture);
        for (int filters : new int[] {64, 128, 256}) {
            var y = ReLU.create().apply(separable(filters, x));
            y = halved(separable(filters, y));
            x = Add.create().apply(y, batchNorm().apply(Conv2D.of(filters, 1).strides(2).useBias(false).apply(x)));
        }
        return GlobalAveragePooling2D.create().apply(ReLU.create().apply(separable(384, x)));
    }

    private static KerasTensor separable(int filters, Symbol x) {
        return batchNorm().apply(SeparableConv2D.of(filters, 3).padding(SAME).useBias(false).apply(x));
    }

    private static KerasTensor conv(int filters, int size, Symbol x) {
        return Conv2D.of(filters, size).padding(SAME).activation(RELU).apply(x);
    }

    private static KerasTensor normalized(int filters, int size, Symbol x) {
        return bnRelu(Conv2D.of(filters, size).padding(SAME).useBias(false).apply(x));
    }

    private static KerasTensor bnRelu(Symbol x) {
        return ReLU.create().apply(batchNorm().apply(x));
    }

    /// Running means must be right after one short pass: with Keras' 0.99 the 1 they start from still outweighs small variances after 300 steps.
    private static BatchNormalization batchNorm() {
        return BatchNormalization.create().momentum(0.9);
    }

    private static KerasTensor halved(Symbol x) {
        return MaxPooling2D.of(3).strides(2).padding(SAME).apply(x);
    }

    private static KerasTensor dense(int units, Symbol x) {
        return Dense.of(units).activation(RELU).apply(x);
    }
}
