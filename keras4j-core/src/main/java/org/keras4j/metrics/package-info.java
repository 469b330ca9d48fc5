/// How well a model does, as `keras.metrics`: a class a metric. May use the ops, config, losses and text rooms.
///
/// [Metric] says what a metric is. Below it are [Averaging], of one value for each sample; [ConfusionMetric], of what is right and wrong at
/// [Thresholds]; [OverlapMetric] and [FScore], of classes. [Metrics] knows them by name, [MetricFunctions] their formulas.
@NullMarked
package org.keras4j.metrics;

import org.jspecify.annotations.NullMarked;
