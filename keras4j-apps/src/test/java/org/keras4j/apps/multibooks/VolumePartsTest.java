package org.keras4j.apps.multibooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.multibooks.VolumeNetwork.Answer;
import org.keras4j.apps.multibooks.VolumeNetwork.Trunk;
import org.keras4j.apps.score.Probabilities;

class VolumePartsTest {
    private static final Probabilities NO_GENRE = new Probabilities(new double[Genre.values().length]);

    @Test
    void noAuthorAndNoSeriesIsInTwoParts() {
        var volumes = IntStream.range(0, 400)
                .mapToObj(i -> volume("Book " + i + (i % 10 == 0 ? " (Saga " + i / 100 + ", #" + i + ")" : ""), "Author " + i % 90, 2000)).toList();
        var split = VolumeSplit.of(volumes, 1);

        assertThat(split.train().size() + split.validation().size() + split.test().size()).isEqualTo(400);
        assertThat(split.test()).hasSizeBetween(60, 120);
        for (Function<Volume, String> key : List.<Function<Volume, String>>of(Volume::author,
                volume -> volume.title().contains("(") ? volume.title().replaceAll(".*\\(|,.*", "") : volume.title())) {
            assertThat(split.test().stream().map(key)).doesNotContainAnyElementsOf(Stream.concat(split.train().stream(), split.validation().stream()).map(key).toList());
        }
    }

    @Test
    void aLimitIsOfTheBooksThatTrain() {
        var split = VolumeSplit.of(VolumeGenerator.generate(1), 1);
        var limited = split.limited(100);
        assertThat(limited.train()).isEqualTo(split.train().subList(0, 100));
        assertThat(limited.test()).isEqualTo(split.test());
        assertThat(split.limited(null)).isEqualTo(split);
        // Of 1500 books, four of each author, 15 % test and 10 % validate.
        assertThat(split.test()).hasSizeBetween(225, 228);
        assertThat(split.validation()).hasSizeBetween(150, 153);
    }

    @Test
    void aSeriesOfTwoAuthorsHoldsAllTheirBooksTogether() {
        var groups = VolumeSplit.groups(List.of(volume("Dune (Dune, #1)", "Frank Herbert", 1965), volume("House Harkonnen (Dune, #9)", "Brian Herbert", 2000),
                volume("Sidney's Comet", "Brian Herbert", 1983), volume("Emma", "Jane Austen", 1815)));
        assertThat(groups).extracting(List::size).containsExactlyInAnyOrder(3, 1);
        var together = VolumeSplit.groups(List.of(volume("Good Omens", "Terry Pratchett, Neil Gaiman", 1990), volume("Coraline", "neil gaiman ", 2002)));
        assertThat(together).hasSize(1);
    }

    @Test
    void theColumnThatGivesTheRatingAwayIsNotRead() throws IOException {
        var file = Files.createTempFile("books", ".csv");
        try {
            Files.writeString(file, "five_star_share,title,author,year,lang,books_count,work_ratings_count,work_text_reviews_count,average_rating\n0.5,A,B,-720,eng,1,2,3,4.25\n");
            var volume = VolumeData.read(file).getFirst();
            assertThat(volume).isEqualTo(new Volume("A", "B", new Volume.Counts(1.0, 2.0, 3.0), 1800, Language.ENGLISH, 4.25));
            assertThat(volume.year()).isEqualTo(1800);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void encodesByTheTrainingPartAlone() {
        var train = IntStream.range(0, 10).mapToObj(i -> volume("aaab", "Ann Other" + i, 1990 + i)).toList();
        var encoder = Encoder.of(train);
        assertThat(encoder.characters()).containsExactly("a", "b");
        assertThat(encoder.names()).containsExactly("ann");
        // However many books one author has.
        assertThat(Encoder.of(Stream.concat(train.stream(), Collections.nCopies(5, volume("aaab", "Bea Solo", 1990)).stream()).toList()).names()).containsExactly("ann");

        var inputs = encoder.inputs(List.of(volume("bAx", "Ann Unknown", 2000)));
        assertThat(inputs.get("title").toIntArray()).startsWith(3, 2, 1, 0).hasSize(Encoder.TITLE);
        assertThat(inputs.get("author").toFloatArray()).containsExactly(1);
        // The years 1990 … 1999 have mean 1994.5 and variance 8.25.
        assertThat(encoder.targets(train, EnumSet.of(Head.YEAR)).get("year").get(0, 0)).isCloseTo(-4.5 / Math.sqrt(8.25), within(1e-5));
        var unsaid = new Volume("a", "b", Volume.Counts.UNKNOWN, 1990, Language.OTHER, 4);
        assertThat(encoder.inputs(List.of(unsaid)).get("counts").toFloatArray()).containsOnly(0);
    }

    @Test
    void eachHeadHasItsOwnMeasure() {
        var truth = List.of(volume("a", "b", 2000), volume("c", "d", 1900));
        var scores = new HeadScores(List.of(new Answer(1990, new Probabilities(new double[] {1, 0, 0}), 4, NO_GENRE), new Answer(1930, new Probabilities(new double[] {0, 0, 1}), 3, NO_GENRE)), truth);
        assertThat(scores.value(Head.YEAR)).isEqualTo(20);
        assertThat(scores.value(Head.RATING)).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(scores.accuracy()).isEqualTo(0.5);
        // Half as far from each year, and from each rating: better by whatever books are drawn.
        var nearer = new HeadScores(List.of(new Answer(1995, new Probabilities(new double[] {1, 0, 0}), 4, NO_GENRE), new Answer(1915, new Probabilities(new double[] {1, 0, 0}), 3.5, NO_GENRE)), truth);
        assertThat(nearer.gainOver(scores, Head.YEAR, 1).low()).isEqualTo(5);
        assertThat(scores.gainOver(nearer, Head.YEAR, 1).high()).isEqualTo(-5);
        assertThat(nearer.gainOver(scores, Head.RATING, 1).high()).isPositive();
        assertThat(nearer.gainOver(scores, Head.LANGUAGE, 1).high()).isPositive();
    }

    /// 1 over the root of how many there are, 1 and four times ½, whose mean is 0.6.
    @Test
    void rareClassesCountMore() {
        var weights = VolumeNetwork.rarity(List.of(Language.OTHER, Language.ENGLISH, Language.ENGLISH, Language.ENGLISH, Language.ENGLISH)).toDoubleArray();

        assertThat(weights).containsExactly(new double[] {1 / 0.6, 0.5 / 0.6, 0.5 / 0.6, 0.5 / 0.6, 0.5 / 0.6}, within(1e-6));
    }

    @Test
    void theNetworkHasAHeadForEachOfThoseWanted() {
        var all = VolumeNetwork.layers(50, 20, Trunk.DEEP, Head.WITHOUT_TAGS);
        assertThat(all.inputNames()).containsExactly("title", "author", "counts");
        assertThat(all.outputNames()).containsExactly("year", "language", "rating");
        assertThat(VolumeNetwork.layers(50, 20, Trunk.DEEP, EnumSet.of(Head.RATING)).outputNames()).containsExactly("rating");
        // 50·64 + 64·4·96+96 + 20·32+32 + 3·16+16 + (96+32+16)·64+64 + 64·5+5
        assertThat(all.countParams()).isEqualTo(3200 + 24672 + 672 + 64 + 9280 + 325);
        // Ten genres from 64 numbers.
        assertThat(VolumeNetwork.layers(50, 20, Trunk.DEEP, EnumSet.allOf(Head.class)).countParams()).isEqualTo(all.countParams() + 65 * 10);
    }

    private static Volume volume(String title, String author, int year) {
        return new Volume(title, author, new Volume.Counts(10.0, 1000.0, 50.0), year, Language.ENGLISH, 4);
    }
}
