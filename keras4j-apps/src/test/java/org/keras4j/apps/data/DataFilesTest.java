package org.keras4j.apps.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;

class DataFilesTest {
    private static final DataFiles VERSES = DataFiles.of("verses", "collection of verses", "verses.txt", "tones.txt");

    @TempDir
    Path folder;

    @Test
    void findsThePlainFileOrTheGzippedOneThereOrInTheSetsOwnFolder() throws IOException {
        var verses = Files.createDirectory(folder.resolve("verses"));
        var plain = Files.createFile(verses.resolve("verses.txt"));
        var gzipped = Files.createFile(verses.resolve("tones.txt.gz"));

        for (var data : List.of(folder, verses)) {
            assertThat(choose(data, false)).isEqualTo(new DataFiles.Real(verses, new LinkedHashMap<>(Map.of("verses.txt", plain, "tones.txt", gzipped))));
        }
    }

    @Test
    void aPartOfTheFilesIsAnErrorThatNamesTheMissing() throws IOException {
        Files.createFile(folder.resolve("verses.txt"));

        assertThatThrownBy(() -> choose(folder, false)).isInstanceOf(DataException.class)
                .hasMessage(folder + ": tones.txt is missing, while verses.txt is there. Complete the files.");
    }

    @Test
    void anEmptyFolderOfDataIsAnErrorAndOtherwiseSamplesAreMadeUp() {
        assertThatThrownBy(() -> choose(folder, false)).isInstanceOf(DataException.class)
                .hasMessage("--data " + folder + ": holds no collection of verses. Expected verses.txt, tones.txt (or .gz) there.");
        assertThat(choose(null, false)).isEqualTo(new DataFiles.Generated(folder.resolve("verses"), VERSES.names()));
        assertThatThrownBy(() -> choose(null, true)).isInstanceOf(DataException.class).hasMessageEndingWith("or leave out --require-data for generated data.");
    }

    private DataFiles.Choice choose(@Nullable Path data, boolean required) {
        var options = new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, null, null, data, true, required, false);
        return VERSES.choose(options, new DataPlaces(folder, folder.resolve("keras")));
    }
}
