package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.Model;

/// A network of sentences in the folder of an earlier run.
record SavedTexts(Design design, Model model, SentenceReader reader) {

    /// Those of these networks that the folder has.
    ///
    /// @throws DataException if it has none of them, or a file is missing or broken
    static List<SavedTexts> load(EarlierRun run, List<Design> wanted) {
        var here = wanted.stream().filter(design -> Files.exists(run.file(TextContest.file(design)))).toList();
        if (here.isEmpty()) {
            throw new DataException(run.path() + ": holds no network of sentences that was asked for. Train one, or name another folder with --run.");
        }
        var reader = SentenceReader.load(run);
        return here.stream().map(design -> new SavedTexts(design, run.model(TextContest.file(design)), reader)).toList();
    }

    Classification score(Sentences.Part part) {
        return Classification.of(Sentences.CLASSES, part.labels(), predict(part.texts()).argMax(1).toIntArray());
    }

    /// {@return `textcnn: for (97.1 %)`}
    String words(String text) {
        var said = Probabilities.of(predict(List.of(Sentences.normal(text))).toFloatArray());
        return design.name() + ": " + said.words(Sentences.CLASSES::get, Stream.of(said.best()));
    }

    private NDArray predict(List<String> texts) {
        return model.predict(reader.read(texts));
    }
}
