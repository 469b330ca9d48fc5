package org.keras4j.models;

import module java.base;

/// A table as Python's library Rich draws it with heavy heads: columns of given ends shrink evenly until borders fit, text wraps at
/// spaces, and a word that is too long ends in an ellipsis.
final class SummaryTable {
    enum Alignment { LEFT, RIGHT, CENTER }

    private final List<String> headers;
    private final List<Alignment> alignments;
    private final int[] widths;
    private final List<List<String>> rows = new ArrayList<>();

    /// @param ends where the columns end, as shares of the length
    SummaryTable(List<String> headers, List<Alignment> alignments, List<Double> ends, int length) {
        this.headers = headers;
        this.alignments = alignments;
        this.widths = shrunk(ends, length);
    }

    /// The widths inside of the padding.
    private static int[] shrunk(List<Double> ends, int length) {
        int count = ends.size();
        var widths = new int[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            widths[i] = (int) (ends.get(i) * length) - from;
            from += widths[i];
        }
        int excess = IntStream.of(widths).sum() + 2 * count - (length - count - 1);
        for (int i = 0; i < count && excess > 0; i++) {
            int share = (int) Math.rint((double) excess / (count - i));
            widths[i] = Math.max(1, widths[i] - share);
            excess -= share;
        }
        return widths;
    }

    void add(List<String> cells) {
        rows.add(cells);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(rule('┏', '━', '┳', '┓'));
        text.append(row(headers, '┃'));
        text.append(rule('┡', '━', '╇', '┩'));
        for (int i = 0; i < rows.size(); i++) {
            text.append(i == 0 ? "" : rule('├', '─', '┼', '┤')).append(row(rows.get(i), '│'));
        }
        return text.append(rule('└', '─', '┴', '┘')).toString();
    }

    private String rule(char left, char line, char middle, char right) {
        return IntStream.of(widths).mapToObj(width -> String.valueOf(line).repeat(width + 2))
                .collect(Collectors.joining(String.valueOf(middle), String.valueOf(left), right + "\n"));
    }

    private String row(List<String> cells, char border) {
        List<List<String>> lines = IntStream.range(0, cells.size()).mapToObj(i -> wrapped(cells.get(i), widths[i])).toList();
        int height = lines.stream().mapToInt(List::size).max().orElse(1);
        var text = new StringBuilder();
        for (int line = 0; line < height; line++) {
            for (int i = 0; i < cells.size(); i++) {
                String cell = line < lines.get(i).size() ? lines.get(i).get(line) : "";
                text.append(border).append(' ').append(aligned(cell, widths[i], alignments.get(i))).append(' ');
            }
            text.append(border).append('\n');
        }
        return text.toString();
    }

    private static String aligned(String text, int width, Alignment alignment) {
        int room = width - text.length();
        int left = switch (alignment) {
            case LEFT -> 0;
            case RIGHT -> room;
            case CENTER -> room / 2;
        };
        return " ".repeat(left) + text + " ".repeat(room - left);
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        Matcher words = Pattern.compile("\\s*\\S+\\s*").matcher(text);
        while (words.find()) {
            if (line.length() + words.group().stripTrailing().length() > width && !line.isEmpty()) {
                lines.add(cut(line.toString(), width));
                line.setLength(0);
            }
            line.append(words.group());
        }
        lines.add(cut(line.toString(), width));
        return lines;
    }

    private static String cut(String line, int width) {
        String text = line.stripTrailing();
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
