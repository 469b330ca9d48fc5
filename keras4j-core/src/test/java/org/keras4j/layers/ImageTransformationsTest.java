package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// What layers make of images once all is drawn: numbers of the real Keras, which was given what it would have drawn (`golden/transformations`).
class ImageTransformationsTest extends OnTestBackend {

    @TestFactory
    Stream<DynamicTest> agreesWithKerasOnWhatWasDrawn() {
        return Stream.of("random_crop", "random_erasing", "random_perspective", "random_elastic_transform", "solarization", "mix_up", "cut_mix", "rand_augment", "aug_mix")
                .flatMap(group -> GoldenCase.of("transformations", group)).map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> {
                    Map<String, NDArray> given = arrays(golden, "given");
                    var made = Programs.run(List.copyOf(given.values()), (c, values) -> {
                        var names = given.keySet().iterator();
                        var named = new HashMap<String, Value>();
                        values.forEach(value -> named.put(names.next(), value));
                        return made(c, (Layer) golden.made("keras.layers"), named);
                    }).iterator();
                    arrays(golden, "made").forEach((name, expected) -> golden.assertClose(made.next(), expected, name));
                }));
    }

    private static SequencedMap<String, NDArray> arrays(GoldenCase golden, String role) {
        var arrays = new LinkedHashMap<String, NDArray>();
        golden.at("arrays", role).propertyStream().forEach(entry -> arrays.put(entry.getKey(), golden.array(entry.getValue())));
        return arrays;
    }

    private static List<Value> made(Call c, Layer layer, Map<String, Value> given) {
        Value x = Objects.requireNonNull(given.get("images"));
        return switch (layer) {
            case RandomCrop crop -> List.of(crop.augmented(c, x, 3));
            case RandomErasing erasing -> List.of(ImageAugmentation.where(given.get("chosen"), erasing.erased(x, box(given), erasing.fill(c, x, 3)), x));
            case RandomPerspective perspective -> List.of(ImageAugmentation.where(given.get("chosen"), perspective.seen(x, given.get("by")), x));
            case RandomElasticTransform elastic -> List.of(elastic.config().valueRange.clip(
                    ImageAugmentation.where(given.get("chosen"), elastic.stretched(x, given.get("scale"), given.get("noise")), x)));
            case Solarization solarization -> List.of(solarization.turned(x, given.get("additions"), given.get("thresholds")));
            case MixUp _ -> {
                Value own = given.get("own");
                yield List.of(MixingAugmentation.between(Ops.take(x, given.get("order")), x, ImageAugmentation.beside(own, x)),
                        MixingAugmentation.mixedLabels(given.get("labels"), given.get("order"), own));
            }
            case CutMix _ -> {
                var mixed = CutMix.pasted(x, Ops.take(x, given.get("order")), box(given));
                yield List.of(mixed.images(), MixingAugmentation.mixedLabels(given.get("labels"), given.get("order"), mixed.own()));
            }
            case RandAugment policy -> List.of(RandAugment.changed(c, policy.changes(3), given.get("numbers"), x));
            case AugMix mix -> List.of(mix.mixed(c, mix.changes(3), given.get("numbers"), given.get("shares"), given.get("own"), x));
            default -> throw new AssertionError(layer);
        };
    }

    /// From the rows x0, x1, y0, y1.
    private static Box box(Map<String, Value> given) {
        List<Value> sides = Ops.unstack(given.get("box"), 0);
        return new Box(sides.get(2), sides.get(3), sides.get(0), sides.get(1));
    }

    /// Of a factor that is fixed the sign alone is drawn, for each image anew: it is one of two that Keras makes.
    @TestFactory
    Stream<DynamicTest> goesOneWayOrTheOther() {
        return Stream.of("random_hue", "random_shear").flatMap(group -> GoldenCase.of("transformations", group))
                .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> {
                    NDArray x = golden.array("arrays", "given", "images");
                    List<NDArray> ways = List.copyOf(arrays(golden, "made").values());
                    var seen = new HashSet<Integer>();
                    for (long step = 0; step < 8; step++) {
                        NDArray y = trained((Layer) golden.made("keras.layers"), x, step);
                        for (int image = 0; image < 2; image++) {
                            NDArray one = y.row(image);
                            int at = image;
                            int way = distance(one, ways.get(0).row(at)) < distance(one, ways.get(1).row(at)) ? 0 : 1;
                            golden.assertClose(one, ways.get(way).row(at), "way " + way);
                            seen.add(way);
                        }
                    }
                    assertThat(seen).hasSize(2);
                }));
    }

    private static double distance(NDArray a, NDArray b) {
        return LongStream.range(0, a.elements()).mapToDouble(i -> Math.abs(a.at(i) - b.at(i))).sum();
    }

    private static NDArray trained(Layer layer, NDArray images, long step) {
        return Programs.run(List.of(images), step, (c, x) -> List.of(layer.apply(c, x.getFirst()))).getFirst();
    }
}
