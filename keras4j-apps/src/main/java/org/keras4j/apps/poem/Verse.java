package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.chinese.VerseForm;

/// A poem of a regulated form, or what the network wrote in one.
///
/// @param lines of Han characters, without marks
record Verse(String title, String author, VerseForm form, List<String> lines) {
    /// Numbers at the end of a title count the poems of a series: 秋興八首 三.
    private static final Pattern NUMBER = Pattern.compile("[\\s·]*[（(]?[一二三四五六七八九十百其之]+[)）]?$");

    Verse {
        lines = List.copyOf(lines);
    }

    /// {@return what all poems of one series of an author share}
    String series() {
        var bare = NUMBER.matcher(title.strip()).replaceFirst("");
        return author + "\t" + (bare.isEmpty() ? title : bare);
    }

    /// {@return the mark after a line, counted from 0}
    static String mark(int line) {
        return VerseForm.rhymes(line) ? "。" : "，";
    }
}
