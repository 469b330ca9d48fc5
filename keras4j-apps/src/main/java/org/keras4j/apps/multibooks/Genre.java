package org.keras4j.apps.multibooks;

import module java.base;

/// What a book is about, by the tags that readers of Goodreads shelve it with. Ages (young adult) and fame (classics) are none.
enum Genre {
    FANTASY("fantasy", "high-fantasy", "epic-fantasy", "urban-fantasy", "magic", "paranormal", "vampires"),
    SCIENCE_FICTION("science-fiction", "sci-fi", "scifi", "sci-fi-fantasy", "dystopian", "dystopia"),
    ROMANCE("romance", "contemporary-romance", "historical-romance", "paranormal-romance", "chick-lit", "erotica"),
    CRIME("mystery", "crime", "thriller", "mysteries", "suspense", "mystery-thriller", "detective", "thrillers"),
    HISTORICAL("historical-fiction", "historical"),
    HORROR("horror"),
    CHILDREN("childrens", "children", "children-s", "childrens-books", "picture-books", "kids"),
    COMICS("comics", "graphic-novels", "graphic-novel", "manga", "comic-books"),
    NON_FICTION("non-fiction", "nonfiction", "biography", "memoir", "memoirs", "history", "science", "self-help", "business", "psychology", "philosophy"),
    OTHER;

    private final List<String> tags;

    Genre(String... tags) {
        this.tags = List.of(tags);
    }

    /// {@return the genre that is tagged most often; of several, the first; `OTHER` for a book with none of their tags}
    ///
    /// @param counts how often a book has each tag
    static Genre of(Map<String, Integer> counts) {
        var often = Stream.of(values()).collect(Collectors.toMap(genre -> genre, genre -> genre.tags.stream().mapToInt(tag -> counts.getOrDefault(tag, 0)).sum()));
        return Stream.of(values()).filter(genre -> often.get(genre) > 0).max(Comparator.comparing((Genre genre) -> often.get(genre)).thenComparing(Comparator.reverseOrder()))
                .orElse(OTHER);
    }

    static List<String> names() {
        return Stream.of(values()).map(genre -> genre.name().toLowerCase(Locale.ROOT).replace('_', ' ')).toList();
    }
}
