package org.keras4j.applications;

import module java.base;
import org.keras4j.models.Functional;

/// The functions of this package by the names that Keras has for them.
enum Architectures {
    RESNET50("ResNet50", ResNet::resNet50),
    RESNET101("ResNet101", ResNet::resNet101),
    RESNET152("ResNet152", ResNet::resNet152),
    RESNET50_V2("ResNet50V2", ResNet::resNet50V2),
    RESNET101_V2("ResNet101V2", ResNet::resNet101V2),
    RESNET152_V2("ResNet152V2", ResNet::resNet152V2),
    VGG16("VGG16", VGG::vgg16),
    VGG19("VGG19", VGG::vgg19),
    MOBILE_NET("MobileNet", MobileNet::mobileNet),
    MOBILE_NET_V2("MobileNetV2", MobileNetV2::mobileNetV2),
    MOBILE_NET_V3_SMALL("MobileNetV3Small", MobileNetV3::mobileNetV3Small),
    MOBILE_NET_V3_LARGE("MobileNetV3Large", MobileNetV3::mobileNetV3Large),
    DENSE_NET121("DenseNet121", DenseNet::denseNet121),
    DENSE_NET169("DenseNet169", DenseNet::denseNet169),
    DENSE_NET201("DenseNet201", DenseNet::denseNet201),
    INCEPTION_V3("InceptionV3", InceptionV3::inceptionV3),
    INCEPTION_RESNET_V2("InceptionResNetV2", InceptionResNetV2::inceptionResNetV2),
    XCEPTION("Xception", Xception::xception),
    NAS_NET_MOBILE("NASNetMobile", NASNet::nasNetMobile),
    NAS_NET_LARGE("NASNetLarge", NASNet::nasNetLarge),
    EFFICIENT_NET_B0("EfficientNetB0", EfficientNet::efficientNetB0),
    EFFICIENT_NET_B1("EfficientNetB1", EfficientNet::efficientNetB1),
    EFFICIENT_NET_B2("EfficientNetB2", EfficientNet::efficientNetB2),
    EFFICIENT_NET_B3("EfficientNetB3", EfficientNet::efficientNetB3),
    EFFICIENT_NET_B4("EfficientNetB4", EfficientNet::efficientNetB4),
    EFFICIENT_NET_B5("EfficientNetB5", EfficientNet::efficientNetB5),
    EFFICIENT_NET_B6("EfficientNetB6", EfficientNet::efficientNetB6),
    EFFICIENT_NET_B7("EfficientNetB7", EfficientNet::efficientNetB7),
    CONV_NEXT_TINY("ConvNeXtTiny", ConvNeXt::convNeXtTiny),
    CONV_NEXT_SMALL("ConvNeXtSmall", ConvNeXt::convNeXtSmall),
    EFFICIENT_NET_V2_B0("EfficientNetV2B0", EfficientNetV2::efficientNetV2B0),
    EFFICIENT_NET_V2_B1("EfficientNetV2B1", EfficientNetV2::efficientNetV2B1),
    EFFICIENT_NET_V2_B2("EfficientNetV2B2", EfficientNetV2::efficientNetV2B2),
    EFFICIENT_NET_V2_B3("EfficientNetV2B3", EfficientNetV2::efficientNetV2B3),
    EFFICIENT_NET_V2_S("EfficientNetV2S", EfficientNetV2::efficientNetV2S),
    EFFICIENT_NET_V2_M("EfficientNetV2M", EfficientNetV2::efficientNetV2M),
    EFFICIENT_NET_V2_L("EfficientNetV2L", EfficientNetV2::efficientNetV2L),
    CONV_NEXT_BASE("ConvNeXtBase", ConvNeXt::convNeXtBase),
    CONV_NEXT_LARGE("ConvNeXtLarge", ConvNeXt::convNeXtLarge),
    CONV_NEXT_XLARGE("ConvNeXtXLarge", ConvNeXt::convNeXtXLarge);

    private final String kerasName;
    private final Function<Blueprint, Functional> build;

    Architectures(String kerasName, Function<Blueprint, Functional> build) {
        this.kerasName = kerasName;
        this.build = build;
    }

    static Architectures named(String kerasName) {
        return Stream.of(values()).filter(architecture -> architecture.kerasName.equals(kerasName)).findFirst().orElseThrow();
    }

    Functional build(Blueprint blueprint) {
        return build.apply(blueprint);
    }
}
