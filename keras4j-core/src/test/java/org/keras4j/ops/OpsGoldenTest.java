package org.keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import tools.jackson.databind.JsonNode;

/// Each function of [Ops] and [Images], and its gradients, give the numbers of the real Keras (`tools/golden/ops.py`, `signals.py`). A case names the method, which
/// is found by the kinds of its arguments.
class OpsGoldenTest {

    @TestFactory
    Stream<DynamicTest> agreesWithKeras() {
        return Stream.of("ops", "image", "signals").flatMap(group -> GoldenCase.of("ops", group)).map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> check(golden)));
    }

    private static void check(GoldenCase golden) {
        var given = new ArrayList<NDArray>();
        arrays(golden.at("arguments"), given);
        List<JsonNode> gradients = golden.at("gradients").valueStream().toList();
        List<NDArray> found = Programs.run(given, (_, values) -> {
            List<Value> outputs = flat(call(golden, values));
            var results = new ArrayList<>(outputs);
            List<Value> targets = IntStream.range(0, values.size()).filter(i -> !gradients.get(i).isNull()).mapToObj(values::get).toList();
            if (!targets.isEmpty()) {
                results.addAll(Autodiff.gradients(loss(outputs), targets));
            }
            return results;
        });
        var at = found.iterator();
        golden.at("outputs").forEach(output -> golden.assertClose(at.next(), golden.array(output), "output"));
        gradients.stream().filter(gradient -> !gradient.isNull())
                .forEach(gradient -> golden.assertClose(at.next(), golden.array(gradient), "gradient"));
        assertThat(at.hasNext()).as("further results").isFalse();
    }

    /// Each element of a result has its own weight, 1 + sin i.
    private static Value loss(List<Value> outputs) {
        return outputs.stream().filter(output -> output.dtype().isFloating()).map(output -> Ops.sum(Ops.multiply(output,
                Ops.constant(output, NDArray.generate(DType.FLOAT32, output.shape(), i -> 1 + Math.sin(i)))))).reduce(Ops::add).orElseThrow();
    }

    // ---- inputs ----------------------------------------------------------------------------------------------------

    private static void arrays(JsonNode node, List<NDArray> into) {
        if (node.isObject()) {
            into.add(array(node.get("array")));
        } else if (node.isArray()) {
            node.forEach(item -> arrays(item, into));
        }
    }

    private static NDArray array(JsonNode about) {
        Shape shape = shape(about.get("shape"));
        DType dtype = dtype(about.get("dtype").stringValue());
        if (about.get("values") instanceof JsonNode values) {
            return NDArray.generate(DType.FLOAT64, shape, i -> number(values.get((int) i))).cast(dtype);
        }
        double low = about.get("low").doubleValue();
        double high = about.get("high").doubleValue();
        long seed = about.get("seed").longValue();
        return NDArray.generate(DType.FLOAT64, shape, i -> {
            double value = low + (high - low) * ((i * 7919 + seed * 104729) % 1009) / 1009.0;
            return dtype == DType.BOOL ? value > (low + high) / 2 ? 1 : 0 : dtype.isFloating() ? value : Math.floor(value);
        }).cast(dtype);
    }

    private static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.stringValue().replace("inf", "Infinity").replace("nan", "NaN")) : node.doubleValue();
    }

    private static Shape shape(JsonNode sizes) {
        return Shape.of(sizes.valueStream().mapToLong(JsonNode::longValue).toArray());
    }

    private static DType dtype(String name) {
        return DType.valueOf(name.toUpperCase(Locale.ROOT));
    }

    // ---- methods ---------------------------------------------------------------------------------------------------

    /// Thrown where an argument doesn't suit a parameter.
    private static final class Unsuited extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Object call(GoldenCase golden, List<Value> values) {
        String name = golden.at("op").stringValue();
        List<Method> methods = Stream.of(Ops.class, Images.class).flatMap(place -> Stream.of(place.getMethods())).filter(method -> method.getName().equals(name))
                .sorted(Comparator.comparing(Method::isVarArgs)).toList();
        for (Method method : methods) {
            try {
                var next = values.iterator();
                Object[] arguments = arguments(method, golden.at("arguments").valueStream().toList(), next);
                method.setAccessible(true);                      // the files of Ops aren't public
                return method.invoke(null, arguments);
            } catch (Unsuited e) {
                continue;
            } catch (InvocationTargetException e) {
                throw new AssertionError(golden + ": " + e.getCause(), e.getCause());
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(golden + ": no method among " + methods);
    }

    private static Object[] arguments(Method method, List<JsonNode> given, Iterator<Value> values) {
        Class<?>[] types = method.getParameterTypes();
        var arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (method.isVarArgs() && i == types.length - 1) {
                List<JsonNode> rest = given.subList(Math.min(i, given.size()), given.size());
                arguments[i] = Array.newInstance(types[i].componentType(), rest.size());
                for (int k = 0; k < rest.size(); k++) {
                    Array.set(arguments[i], k, argument(types[i].componentType(), rest.get(k), values));
                }
                return arguments;
            }
            if (i >= given.size()) {
                throw new Unsuited();
            }
            arguments[i] = argument(types[i], given.get(i), values);
        }
        if (given.size() > types.length) {
            throw new Unsuited();
        }
        return arguments;
    }

    private static Object argument(Class<?> type, JsonNode given, Iterator<Value> values) {
        boolean isWhole = given.isNumber() && given.doubleValue() == Math.rint(given.doubleValue());
        if (type == Value.class && given.isObject()) {
            return values.next();
        } else if (type == double.class && given.isNumber()) {
            return given.doubleValue();
        } else if (type == int.class && isWhole) {
            return given.intValue();
        } else if (type == long.class && isWhole) {
            return given.longValue();
        } else if (type == List.class && given.isArray() && given.get(0).isObject()) {
            return given.valueStream().map(_ -> values.next()).toList();
        } else if (type == Shape.class && given.isArray() && given.get(0).isNumber()) {
            return shape(given);
        } else if (type == long[].class && given.isArray() && given.get(0).isNumber()) {
            return given.valueStream().mapToLong(JsonNode::longValue).toArray();
        } else if (type == int[].class && given.isArray() && given.get(0).isNumber()) {
            return given.valueStream().mapToInt(JsonNode::intValue).toArray();
        } else if (type == Ops.Complex.class && given.isArray() && given.size() == 2 && given.get(0).isObject()) {
            return new Ops.Complex(values.next(), values.next());
        } else if (type == Window.class && given.isArray() && given.get(0).isArray()) {
            List<Shape> each = given.valueStream().map(OpsGoldenTest::shape).toList();               // size, stride, dilation, padding
            return Window.valid(each.get(0), each.get(1), each.get(2)).padded(each.get(3).sizes(), each.get(3).sizes());
        } else if (type == String.class && given.isString()) {
            return given.stringValue();
        } else if (type == DType.class && given.isString() && Character.isLowerCase(given.stringValue().charAt(0))) {
            return dtype(given.stringValue());
        } else if (type.isEnum() && given.isString()) {
            return Stream.of(type.getEnumConstants()).filter(constant -> constant.toString().equals(given.stringValue())).findFirst()
                    .orElseThrow(Unsuited::new);
        }
        throw new Unsuited();
    }

    private static List<Value> flat(@Nullable Object result) {
        return switch (result) {
            case Value value -> List.of(value);
            case List<?> values -> values.stream().flatMap(value -> flat(value).stream()).toList();
            case Record record -> Stream.of(record.getClass().getRecordComponents()).map(component -> {
                try {
                    return (Value) component.getAccessor().invoke(record);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }).toList();
            case null, default -> throw new AssertionError("not values: " + result);
        };
    }
}
