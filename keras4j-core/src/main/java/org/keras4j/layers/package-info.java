/// What models are made of, as `keras.layers`: a class a layer, and what they have in common. May use the ops room and those beside it
/// (activations, initializers, regularizers, constraints, config), and the text room.
///
/// | what | where to begin |
/// |---|---|
/// | a layer | [Layer], its weights in [Weighted]; with options of its own [ConfiguredLayer], a [LayerConfig] and [LayerOptions] |
/// | what several layers share | abstract classes: [BaseConv], [Pooling], [Merge], [NormalizingLayer], [RecurrentLayer], [HeadAttention], [Noise], [ImageLayer], [IndexLookup] |
/// | functional models | [Symbol], [KerasTensor], [KerasNode]; [Tracing] calls a layer with [StandIns] for sizes that only the data know |
/// | functions of `keras.ops` between layers | [Operation]; [RawOps] has those that files name |
/// | layers that read texts, in Java before a program | [InFrontOfModel] |
/// | a layer outside of models | [Alone] |
@NullMarked
package org.keras4j.layers;

import org.jspecify.annotations.NullMarked;
