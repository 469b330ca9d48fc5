package org.keras4j.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.config.FromKeras;
import org.keras4j.constraints.NonNeg;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.schedules.ExponentialDecay;
import org.keras4j.schedules.InverseTimeDecay;
import org.keras4j.schedules.LearningRateSchedule;

class OptimizerTest {
    private final Variable w = Variable.trainable("w", Type.float32(), new Zeros());

    /// The gradients 1 and 3 count as one of 2.
    @Test
    void accumulatesGradientsAndChangesAtEachSecondStep() {
        assertThat(after(SGD.of(1).gradientAccumulationSteps(2), 10, 1, 3, 4, 6)).containsExactly(10.0, 8.0, 8.0, 3.0);
    }

    /// Adam's first step moves by the rate, whatever the size of the gradient; what is kept changes with the variable alone.
    @Test
    void accumulationHoldsSlotsAndBiasCorrectionBackToo() {
        var adam = Adam.of(0.5).gradientAccumulationSteps(2);
        assertThat(after(adam, 1, 7, 9)).satisfiesExactly(first -> assertThat(first).isEqualTo(1), second -> assertThat(second).isCloseTo(0.5, within(1e-5)));
        assertThat(adam.variables()).extracting(Variable::name)
                .containsExactly("iteration", "learning_rate", "w_gradient_accumulator", "w_momentum", "w_velocity");
        assertThat(adam.variables().get(2).value().item()).isZero();
        assertThat(adam.iterations().value().item()).isEqualTo(2);
    }

    /// The average starts as the first value, 9; then ¾ · 9 + ¼ · 7 = 8.5 and ¾ · 8.5 + ¼ · 5 = 7.625.
    @Test
    void averagesFollowAndAreGivenAtTheEnd() {
        var sgd = SGD.of(1).ema(0.75);
        assertThat(after(sgd, 10, 1, 2, 2)).containsExactly(9.0, 7.0, 5.0);
        assertThat(sgd.variables().get(2).path()).isEqualTo("sgd/w_average");
        assertThat(sgd.variables().get(2).value().item()).isEqualTo(7.625);
        sgd.finish();
        assertThat(w.value().item()).isEqualTo(7.625);
    }

    /// However often they are asked for. Once the end has come while they were given, 7.625 is the variable and its average; a step later that is 6.625 and
    /// ¾ · 7.625 + ¼ · 6.625 = 7.375.
    @Test
    void averagesAreGivenAndTakenBackOnce() {
        var sgd = SGD.of(1).ema(0.75);
        after(sgd, 10, 1, 2, 2);
        sgd.giveAverages();
        sgd.giveAverages();
        assertThat(w.value().item()).isEqualTo(7.625);
        sgd.takeBackAverages();
        sgd.takeBackAverages();
        assertThat(w.value().item()).isEqualTo(5);

        sgd.giveAverages();
        sgd.finish();
        assertThat(w.value().item()).isEqualTo(7.625);
        assertThat(after(sgd, 7.625, 1)).containsExactly(6.625);
        sgd.giveAverages();
        assertThat(w.value().item()).isEqualTo(7.375);
    }

    /// After the second step 8.5 takes the place of 7.
    @Test
    void averagesTakeThePlaceOfTheVariablesEverySoManySteps() {
        assertThat(after(SGD.of(1).ema(0.75).emaOverwriteFrequency(2), 10, 1, 2, 2)).containsExactly(9.0, 8.5, 6.5);
    }

    /// 0.5 / (1 + 1 · 3 / 1).
    @Test
    void theRateMayFollowAScheduleFromTheStart() {
        List<Function<LearningRateSchedule, Optimizer>> all = List.of(Adadelta::of, Adafactor::of, Adagrad::of, Adam::of, AdamW::of, Adamax::of, Ftrl::of, Lamb::of,
                Lion::of, Muon::of, Nadam::of, RMSprop::of, SGD::of, ScheduleFreeAdamW::of);
        for (var of : all) {
            Optimizer optimizer = of.apply(InverseTimeDecay.of(0.5, 1, 1));
            optimizer.iterations().assign(NDArray.scalar(3L));
            assertThat(optimizer.learningRate()).as(optimizer.name()).isEqualTo(0.125);
        }
    }

    @Test
    void gradientsOfAScaledLossAreScaledBack() {
        var sgd = SGD.of(1).lossScaleFactor(8);
        assertThat(after(sgd, 10, 8, 16)).containsExactly(9.0, 7.0);
        NDArray scaled = Programs.run(List.of(NDArray.scalar(3f)), (c, v) -> List.of(sgd.scaleLoss(c, v.getFirst()))).getFirst();
        assertThat(scaled.item()).isEqualTo(24);
    }

    /// As Keras: 0 in a file is no limit, where a gradient of length 0 would be.
    @Test
    void zeroInAFileClipsNothing() {
        for (String key : List.of("clipnorm", "global_clipnorm", "clipvalue")) {
            var sgd = (Optimizer) FromKeras.object(Map.of("module", "keras.optimizers", "class_name", "SGD", "config", Map.of("learning_rate", 1.0, key, 0.0)));
            assertThat(after(sgd, 10, 3)).as(key).containsExactly(7.0);
        }
    }

    /// Also after somebody has looked at what they count and how far they go.
    @Test
    void whatIsMadeOfAnotherHasACounterAndARateOfItsOwn() {
        var first = SGD.of(1);
        first.iterations().assign(NDArray.scalar(3L));
        first.setLearningRate(0.5);
        var second = first.momentum(0.5);
        second.setLearningRate(0.25);

        assertThat(second.iterations().value().item()).isZero();
        assertThat(first.learningRate()).isEqualTo(0.5);
        assertThat(second.learningRate()).isEqualTo(0.25);
    }

    @Test
    void decayLeavesOutVariablesByName() {
        assertThat(after(SGD.of(1).weightDecay(0.5).excludeFromWeightDecay("bias"), 8, 0)).containsExactly(4.0);
        assertThat(after(SGD.of(1).weightDecay(0.5).excludeFromWeightDecay("w"), 8, 0)).containsExactly(8.0);
        // A part of the name is enough.
        assertThat(after(Variable.trainable("dense_bias", Type.float32(), new Zeros()), SGD.of(1).weightDecay(0.5).excludeFromWeightDecay("bias"), 8, 0)).containsExactly(8.0);
    }

    /// As in Keras: a norm without end is no reason to pass the step over in silence.
    @Test
    void gradientsOfInfiniteNormAreNotClippedToNothing() {
        var pair = Variable.trainable("pair", Type.float32(2), new Zeros());
        var sgd = SGD.of(1).globalClipnorm(1);
        sgd.build(List.of(pair));
        try (var program = Programs.compile(List.of(pair.type()), (c, v) -> {
            sgd.apply(c, List.of(pair), v);
            return List.of();
        })) {
            program.run(List.of(NDArray.of(Float.POSITIVE_INFINITY, 1f)));
        }
        assertThat(pair.value().toFloatArray()).containsExactly(Float.NaN, Float.NaN);
    }

    @Test
    void theRateChangesWithoutAnotherProgram() {
        var sgd = SGD.of(1);
        sgd.build(List.of(w));
        try (var program = Programs.compile(List.of(Type.float32()), (c, v) -> {
            sgd.apply(c, List.of(w), v);
            return List.of();
        })) {
            program.run(List.of(NDArray.scalar(1f)));
            sgd.setLearningRate(0.25);
            program.run(List.of(NDArray.scalar(1f)));
        }
        assertThat(w.value().item()).isEqualTo(-1.25);
        assertThat(sgd.kerasConfig()).containsEntry("learning_rate", 0.25);
    }

    @Test
    void constraintsHoldAfterEachStep() {
        w.governed(null, new NonNeg());
        assertThat(after(SGD.of(1), 3, 2, 2, -1)).containsExactly(1.0, 0.0, 1.0);
    }

    /// As Keras 3.15.1: the averages of 1 − 3 and 0 − 1, which the constraint then takes away, are −2 and (−2 − 1) / 2.
    @Test
    void averagesAreThoseOfBeforeTheConstraint() {
        w.governed(null, new NonNeg());
        var sgd = SGD.of(1).ema(0.5);
        assertThat(after(sgd, 1, 3, 1)).containsExactly(0.0, 0.0);
        assertThat(sgd.variables().getLast().value().item()).isEqualTo(-1.5);
    }

    @Test
    void anInfiniteNormTurnsIntoNaNWhereEachCanSeeIt() {
        assertThat(after(SGD.of(1).globalClipnorm(1), 10, Double.POSITIVE_INFINITY)).first().isEqualTo(Double.NaN);
    }

    /// By the formulas: the first step of Adafactor goes as far as the variable is large, or 0.001 where it is smaller, times the rate; that of LAMB by the rate where the variable
    /// or the way is nothing.
    @Test
    void whatIsNothingMovesToo() {
        assertThat(after(Adafactor.of(0.5), 0, 1)).first().satisfies(moved -> assertThat(moved).isCloseTo(-0.0005, within(1e-8)));
        assertThat(after(Lamb.of(0.5), 0, 1)).first().satisfies(moved -> assertThat(moved).isCloseTo(-0.5, within(1e-5)));
        assertThat(after(Lamb.of(0.5), 2, 0)).containsExactly(2.0);
    }

    /// As Keras decides it, by what a path contains. Those for Adam have a velocity.
    @Test
    void muonLeavesEmbeddingsAndWhatIsNamedToAdam() {
        var variables = Stream.of("Embedding/table", "dense/kernel", "head_1/kernel")
                .map(path -> Variable.trainable(path.split("/")[1], Type.float32(2, 3), new Zeros()).in(() -> path.split("/")[0])).toList();
        for (var expected : Map.of(Muon.create(), List.of("Embedding"), Muon.create().includeEmbeddings().excludeLayers("ead_"), List.of("head_1")).entrySet()) {
            expected.getKey().build(variables);
            assertThat(expected.getKey().variables()).extracting(Variable::name).filteredOn(name -> name.endsWith("_velocity"))
                    .allSatisfy(name -> assertThat(name).startsWith(expected.getValue().getFirst())).hasSize(1);
        }
    }

    @Test
    void anotherVariableThanItWasBuiltForIsNamed() {
        var sgd = SGD.of(1).momentum(0.5);
        sgd.build(List.of(w));
        var other = Variable.trainable("other", Type.float32(), new Zeros());

        assertThatThrownBy(() -> Programs.run(List.of(NDArray.scalar(1f)), (c, v) -> {
            sgd.apply(c, List.of(other), v);
            return List.of();
        })).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("Optimizer: expected a variable that it was built for, got 'other'.");
    }

    /// Keras' own example of an optimizer: w − rate · sign(g).
    @Test
    void takesAnOptimizerOfTheUsers() {
        class SignDescent extends Optimizer {
            private static final Slot LAST = Slot.zeros("last");

            @Override
            protected List<List<Slot>> slotGroups() {
                return List.of(List.of(LAST));
            }

            @Override
            protected Update update(Step step) {
                return (variable, value, gradient) -> {
                    step.write(variable, LAST, gradient);
                    return Ops.subtract(value, Ops.multiply(Ops.sign(gradient), step.rate()));
                };
            }
        }
        var optimizer = new SignDescent();
        assertThat(after(optimizer, 1, -3, 5)).satisfiesExactly(a -> assertThat(a).isCloseTo(1.001, within(1e-6)), b -> assertThat(b).isCloseTo(1, within(1e-6)));
        assertThat(optimizer.variables().getLast().path()).isEqualTo("sign_descent/w_last");
        assertThat(optimizer.variables().getLast().value().item()).isEqualTo(5);
    }

    @Test
    void findsOptimizersByNameInAnyCase() {
        assertThat(Optimizers.of("Adam")).isInstanceOf(Adam.class);
        assertThat(Optimizers.of("sgd").learningRate()).isCloseTo(0.01, within(1e-8));
        assertThat(Optimizers.of("adamw").config().weightDecay).isEqualTo(0.004);
        assertThatThrownBy(() -> Optimizers.of("adan")).hasMessage("optimizer: expected one of sgd, rmsprop, adam, adamw, adadelta, adagrad, adamax, adafactor, nadam, ftrl, lion, lamb, muon, "
                + "schedulefreeadamw, got 'adan'. Did you mean 'adam'?");
    }

    @Test
    void saysWhatIsOutOfRangeOrTooLate() {
        assertThatThrownBy(() -> SGD.of(-1)).hasMessage("learning_rate: expected 0 or more, got -1.0.");
        assertThatThrownBy(() -> SGD.create().momentum(2)).hasMessage("SGD: expected momentum from 0 to 1, got 2.0.");
        assertThatThrownBy(() -> Adam.create().beta1(1)).hasMessage("Adam: expected beta_1 from 0 to below 1, got 1.0.");
        assertThatThrownBy(() -> Adam.create().clipnorm(1).clipvalue(1))
                .hasMessage("Adam: expected one of clipnorm, global_clipnorm and clipvalue, got two. Choose one.");
        var scheduled = SGD.create().learningRate(ExponentialDecay.of(0.1, 10, 0.5));
        assertThatThrownBy(() -> scheduled.setLearningRate(1)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SGD: expected a fixed learning rate to set, but it follows ExponentialDecay(");
        scheduled.build(List.of(w));
        assertThatThrownBy(() -> scheduled.momentum(0.9)).isInstanceOf(IllegalStateException.class)
                .hasMessage("SGD: expected options before the model is compiled with it. Make a new optimizer.");
        assertThatThrownBy(() -> scheduled.build(List.of())).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("SGD: expected the 1 variables that it was built for, got 0 others.");
    }

    @Test
    void optionsSayWhatKerasKeysHold() {
        assertThat(RMSprop.of(0.1).rho(0.5).momentum(0.25).epsilon(0.01).centered().config())
                .hasToString("learning_rate=0.1, rho=0.5, momentum=0.25, epsilon=0.01, centered=true");
        assertThat(Ftrl.create().learningRatePower(-1).initialAccumulatorValue(0).l1(1).l2(2).l2Shrinkage(3).beta(4).kerasConfig())
                .containsEntry("learning_rate_power", -1.0).containsEntry("initial_accumulator_value", 0.0).containsEntry("l1_regularization_strength", 1.0)
                .containsEntry("l2_regularization_strength", 2.0).containsEntry("l2_shrinkage_regularization_strength", 3.0).containsEntry("beta", 4.0);
        assertThat(Adagrad.create().initialAccumulatorValue(2).epsilon(1).kerasConfig()).containsEntry("initial_accumulator_value", 2.0).containsEntry("epsilon", 1.0);
        assertThat(Adadelta.create().rho(0.5).epsilon(1).kerasConfig()).containsEntry("rho", 0.5).containsEntry("epsilon", 1.0);
        assertThat(Lion.create().beta1(0.5).beta2(0.25).kerasConfig()).containsEntry("beta_1", 0.5).containsEntry("beta_2", 0.25);
        assertThat(Nadam.create().beta1(0.5).beta2(0.25).epsilon(1).kerasConfig()).containsEntry("beta_1", 0.5).containsEntry("beta_2", 0.25).containsEntry("epsilon", 1.0);
        assertThat(Adafactor.create().beta2Decay(-1).epsilon1(1).epsilon2(2).clipThreshold(3).kerasConfig()).containsEntry("beta_2_decay", -1.0)
                .containsEntry("epsilon_1", 1.0).containsEntry("epsilon_2", 2.0).containsEntry("clip_threshold", 3.0);
        assertThat(Muon.create().excludeLayers("head").includeEmbeddings().adamWeightDecay(1).adamRateRatio(2).momentum(0.5).steps(3).kerasConfig())
                .containsEntry("exclude_layers", List.of("head")).containsEntry("exclude_embeddings", false).containsEntry("adam_weight_decay", 1.0)
                .containsEntry("adam_lr_ratio", 2.0).containsEntry("momentum", 0.5).containsEntry("ns_steps", 3);
        assertThat(ScheduleFreeAdamW.create().warmupSteps(7).kerasConfig()).containsEntry("warmup_steps", 7).containsEntry("learning_rate", 0.0024999999441206455);
        for (var scaled : List.of(LossScaleOptimizer.of(SGD.of(1)).initialScale(4).dynamicGrowthSteps(5), LossScaleOptimizer.of(SGD.of(1)).dynamicGrowthSteps(5).initialScale(4))) {
            assertThat(scaled.kerasConfig()).containsEntry("initial_scale", 4.0).containsEntry("dynamic_growth_steps", 5);
        }
        assertThat(SGD.create().momentum(1).kerasConfig()).containsEntry("momentum", 1.0);
        assertThat(Ftrl.create().learningRatePower(0).kerasConfig()).containsEntry("learning_rate_power", 0.0);
        assertThatThrownBy(() -> Lion.create().beta1(0)).hasMessage("Lion: expected beta_1 above 0 to 1, got 0.0.");
        assertThatThrownBy(() -> Ftrl.create().learningRatePower(1)).hasMessage("Ftrl: expected learning_rate_power of 0 or less, got 1.0.");
        assertThatThrownBy(() -> Ftrl.create().l1(-1)).hasMessage("Ftrl: expected l1_regularization_strength of 0.0 or more, got -1.0.");
    }

    /// The scale halves and nothing else changes, until gradients are finite again; then it doubles after two steps.
    @Test
    void infiniteGradientsAreSkippedAndHalveTheScale() {
        var scaled = LossScaleOptimizer.of(SGD.of(1)).initialScale(4).dynamicGrowthSteps(2);
        assertThat(after(scaled, 10, 4, Double.NaN, 4, 4, 8)).containsExactly(9.0, 9.0, 7.0, 5.0, 3.0);
        assertThat(scaled.variables()).extracting(Variable::name)
                .containsExactly("iteration", "learning_rate", "step_counter", "dynamic_scale", "iteration", "learning_rate");
        assertThat(scaled.variables().get(3).value().item()).isEqualTo(4);
        assertThat(scaled.iterations().value().item()).isEqualTo(4);
        scaled.setLearningRate(0.5);
        assertThat(scaled.learningRate()).isEqualTo(0.5);
    }

    /// It takes the place of a factor that the optimizer inside had, and what that averages is given at the end: 7.625, as without it.
    @Test
    void aScaledLossLeavesTheRestToTheOptimizerInside() {
        assertThat(after(LossScaleOptimizer.of(SGD.of(1).lossScaleFactor(8)).initialScale(4), 10, 4)).containsExactly(9.0);
        var scaled = LossScaleOptimizer.of(SGD.of(1).ema(0.75)).initialScale(4);
        assertThat(after(scaled, 10, 4, 8, 8)).containsExactly(9.0, 7.0, 5.0);
        scaled.finish();
        assertThat(w.value().item()).isEqualTo(7.625);
    }

    /// The variable's value after a step with each of these gradients.
    private List<Double> after(Optimizer optimizer, double start, double... gradients) {
        return after(w, optimizer, start, gradients);
    }

    private static List<Double> after(Variable w, Optimizer optimizer, double start, double... gradients) {
        w.assign(NDArray.scalar((float) start));
        optimizer.build(List.of(w));
        var values = new ArrayList<Double>();
        try (var program = Programs.compile(List.of(Type.float32()), (c, v) -> {
            optimizer.apply(c, List.of(w), v);
            return List.of();
        })) {
            for (double gradient : gradients) {
                program.run(List.of(NDArray.scalar(gradient).cast(DType.FLOAT32)));
                values.add(w.value().item());
            }
        }
        return values;
    }
}
