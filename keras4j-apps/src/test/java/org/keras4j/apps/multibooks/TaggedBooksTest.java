package org.keras4j.apps.multibooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;
import org.keras4j.apps.data.DataFiles;

/// On books that this test invents in the files of the full goodbooks-10k: dragons are fantasy, murders are crime.
class TaggedBooksTest {
    private static final int BOOKS = 320;
    @TempDir
    Path folder;

    @Test
    void aGenreIsWhatIsTaggedMostOften() {
        assertThat(Genre.of(Map.of("fantasy", 3, "mystery", 2, "thriller", 2, "to-read", 900))).isEqualTo(Genre.CRIME);
        assertThat(Genre.of(Map.of("horror", 2, "fantasy", 2))).isEqualTo(Genre.FANTASY);
        assertThat(Genre.of(Map.of("to-read", 5, "young-adult", 7))).isEqualTo(Genre.OTHER);
    }

    @BeforeEach
    void write() throws IOException {
        var books = new StringBuilder("book_id,goodreads_book_id,title,authors,original_publication_year,language_code,books_count,work_ratings_count,work_text_reviews_count,average_rating\n");
        var tags = new StringBuilder("goodreads_book_id,tag_id,count\n");
        for (int i = 0; i < BOOKS; i++) {
            boolean dragons = i % 3 > 0;
            books.append(i + 1).append(',').append(10_000 + i).append(",\"").append(dragons ? "The Dragon" : "A Murder").append(", part ").append(i).append("\",Author ").append(i)
                    .append(',').append(i == 7 ? "" : "19" + (10 + i % 90)).append(",eng,").append(10 + i).append(",5000,70,4.0").append(i % 10).append('\n');
            tags.append(10_000 + i).append(",1,5000\n").append(10_000 + i).append(',').append(dragons ? 2 : 3).append(",40\n").append(10_000 + i).append(',').append(dragons ? 3 : 2).append(",-1\n");
        }
        Files.writeString(folder.resolve("books.csv"), books);
        Files.writeString(folder.resolve("book_tags.csv"), tags);
        Files.writeString(folder.resolve("tags.csv"), "tag_id,tag_name\n1,to-read\n2,fantasy\n3,mystery\n4,crime\n");
    }

    @Test
    void theGenreIsAHeadWhereThereAreTags() throws IOException {
        var trial = Trial.of(new MultiBooksApplication(), folder.resolve("run"), folder);

        trial.run(Verb.TRAIN, 12, 5e-3);

        var report = trial.report();
        // A title tells which: two of the ten genres have an F1 of 1, those without books of 0. Two thirds are fantasy: who always says so has 0.8 for one.
        assertThat(report.at("/metrics/genre_macro_f1").asDouble()).isGreaterThan(0.18).isLessThanOrEqualTo(0.2);
        assertThat(report.at("/metrics/trivial_genre_macro_f1").asDouble()).isBetween(0.07, 0.09);
        assertThat(report.at("/metrics/separate_genre_macro_f1").isNumber()).isTrue();
        // The one without a year is left out.
        assertThat(List.of("train", "validation", "test").stream().mapToInt(part -> report.at("/data/splits/" + part + "/samples").asInt()).sum()).isEqualTo(BOOKS - 1);
        assertThat(trial.printed()).contains("genre: macro-F1 (more is better)", "most frequent genre");

        var predicted = Trial.of(new MultiBooksApplication(), folder.resolve("run"), null);
        predicted.run(Verb.PREDICT, 1, null, "The Dragon, part 900; Nobody", "A Murder, part 901; Nobody");
        assertThat(predicted.printed()).containsPattern("Dragon.*  genre fantasy \\(").containsPattern("Murder.*  genre crime \\(");
        var evaluated = Trial.of(new MultiBooksApplication(), folder.resolve("run"), folder);
        evaluated.run(Verb.EVALUATE, 1, null);
        assertThat(evaluated.printed()).contains("genre: macro-F1");
    }

    @Test
    void filesOfKagglesEditionAreToldByTheirColumns() throws IOException {
        var books = folder.resolve("books.csv");
        Files.writeString(books, Files.readString(books).replaceFirst("book_id,goodreads_book_id", "id,book_id"));

        var files = new LinkedHashMap<String, Path>();
        Stream.of("tags.csv", "book_tags.csv").forEach(name -> files.put(name, folder.resolve(name)));
        var volumes = TaggedBooks.read(new DataFiles.Real(folder, files));

        assertThat(volumes).anyMatch(volume -> volume.genre() == Genre.FANTASY).anyMatch(volume -> volume.genre() == Genre.CRIME)
                .allMatch(volume -> volume.title().startsWith("The Dragon") == (volume.genre() == Genre.FANTASY));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        var trial = Trial.of(new MultiBooksApplication(), folder.resolve("run"), folder);
        Files.delete(folder.resolve("books.csv"));
        assertThatThrownBy(() -> trial.run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessage(folder + ": books.csv is missing, while tags.csv and book_tags.csv are there. Complete the files.");
        Files.delete(folder.resolve("tags.csv"));
        assertThatThrownBy(() -> trial.run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessage(folder + ": tags.csv is missing, while book_tags.csv is there. Complete the files.");
    }
}
