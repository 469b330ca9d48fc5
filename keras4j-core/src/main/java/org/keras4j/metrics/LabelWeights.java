package org.keras4j.metrics;

import module java.base;
import org.keras4j.config.KerasValue;

/// How much each label counts; a tensor in Keras' files.
public record LabelWeights(List<Double> values) implements KerasValue {
    public LabelWeights {
        values = List.copyOf(values);
    }

    static LabelWeights fromKeras(Object value) {
        Object list = value instanceof Map<?, ?> tensor ? ((Map<?, ?>) tensor.get("config")).get("value") : value;
        return new LabelWeights(((List<?>) list).stream().map(item -> ((Number) item).doubleValue()).toList());
    }

    @Override
    public Object kerasValue() {
        var config = new LinkedHashMap<String, Object>();
        config.put("value", values);
        config.put("dtype", "float32");
        var tensor = new LinkedHashMap<String, Object>();
        tensor.put("class_name", "__tensor__");
        tensor.put("config", config);
        return tensor;
    }
}
