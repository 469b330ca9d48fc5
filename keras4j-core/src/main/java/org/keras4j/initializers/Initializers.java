package org.keras4j.initializers;

import module java.base;

/// Keras' names of initializers.
public final class Initializers {
    private Initializers() {}

    /// The initializer of that name with Keras' defaults: `"he_normal"` and `"HeNormal"` alike.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Initializer of(String name) {
        return switch (name.equals("STFT") ? "stft" : name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT)) {
            case "zeros", "zero" -> new Zeros();
            case "ones", "one" -> new Ones();
            case "constant" -> new Constant(0);
            case "identity", "identity_initializer" -> new Identity();
            case "orthogonal", "orthogonal_initializer" -> new Orthogonal();
            case "glorot_uniform" -> new GlorotUniform();
            case "glorot_normal" -> new GlorotNormal();
            case "he_uniform" -> new HeUniform();
            case "he_normal" -> new HeNormal();
            case "lecun_uniform" -> new LecunUniform();
            case "lecun_normal" -> new LecunNormal();
            case "variance_scaling" -> new VarianceScaling();
            case "random_normal", "normal" -> new RandomNormal();
            case "random_uniform", "uniform" -> new RandomUniform();
            case "truncated_normal" -> new TruncatedNormal();
            case "stft", "stftinitializer" -> new STFT();
            default -> throw new IllegalArgumentException("initializer: expected zeros, ones, constant, identity, orthogonal, glorot_uniform, "
                    + "glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal, variance_scaling, random_uniform, random_normal, "
                    + "truncated_normal or stft, got '" + name + "'.");
        };
    }
}
