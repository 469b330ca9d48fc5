package org.keras4j.optimizers;

import module java.base;
import org.keras4j.text.Nearest;

/// Keras' optimizers by name, with its defaults.
public final class Optimizers {
    private static final SequencedMap<String, Supplier<Optimizer>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("sgd", SGD::create);
        BY_NAME.put("rmsprop", RMSprop::create);
        BY_NAME.put("adam", Adam::create);
        BY_NAME.put("adamw", AdamW::create);
        BY_NAME.put("adadelta", Adadelta::create);
        BY_NAME.put("adagrad", Adagrad::create);
        BY_NAME.put("adamax", Adamax::create);
        BY_NAME.put("adafactor", Adafactor::create);
        BY_NAME.put("nadam", Nadam::create);
        BY_NAME.put("ftrl", Ftrl::create);
        BY_NAME.put("lion", Lion::create);
        BY_NAME.put("lamb", Lamb::create);
        BY_NAME.put("muon", Muon::create);
        BY_NAME.put("schedulefreeadamw", ScheduleFreeAdamW::create);
    }

    private Optimizers() {}

    /// The optimizer that Keras knows by this name.
    ///
    /// @param name in any case: `adam`, `SGD`, `RMSprop`
    /// @throws IllegalArgumentException naming the choices, when there is none of that name
    public static Optimizer of(String name) {
        Supplier<Optimizer> known = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new IllegalArgumentException("optimizer: expected one of " + String.join(", ", BY_NAME.keySet()) + ", got '" + name + "'. "
                    + Nearest.question(name, List.copyOf(BY_NAME.keySet())));
        }
        return known.get();
    }
}
