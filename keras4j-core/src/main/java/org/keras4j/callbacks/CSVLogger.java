package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.text.PythonNumbers;

/// Writes the values of each epoch as a line of a CSV file, at once: what is there survives a crash, and between epochs no file is open. The
/// columns are those of the first epoch; `NA` stands where a later one lacks a value. Follows `keras.callbacks.CSVLogger`.
public final class CSVLogger extends Callback {
    private static final String LINE_END = "\r\n";                    // as Python's csv writes

    private enum Opening { NEW, APPEND }

    private final Path file;
    private final char separator;
    private final Opening opening;
    private @Nullable List<String> columns;
    private boolean headed;

    private CSVLogger(Path file, char separator, Opening opening) {
        this.file = file;
        this.separator = separator;
        this.opening = opening;
    }

    /// Replaces a file that is there.
    public static CSVLogger of(Path file) {
        return new CSVLogger(file, ',', Opening.NEW);
    }

    /// What stands between values: a comma unless said.
    public CSVLogger separator(char separator) {
        return new CSVLogger(file, separator, opening);
    }

    /// Goes on with a file that is there, without another header.
    public CSVLogger append() {
        return new CSVLogger(file, separator, Opening.APPEND);
    }

    /// @throws UncheckedIOException when the file can't be written: before the first step
    @Override
    public void onTrainBegin() {
        columns = null;
        try {
            if (opening == Opening.NEW) {
                Files.write(file, new byte[0]);
            }
            byte[] there = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            headed = there.length > 0;
            boolean torn = headed && there[there.length - 1] != '\n';  // a crash in the middle of a line
            append(torn ? LINE_END : "");
        } catch (IOException e) {
            throw unwritable("CSVLogger", file, e);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (columns == null) {
            columns = columns(logs);
            if (!headed) {
                line(Stream.concat(Stream.of("epoch"), columns.stream()));
            }
        }
        line(Stream.concat(Stream.of(String.valueOf(epoch)), columns.stream().map(name -> logs.get(name).stream().mapToObj(CSVLogger::text)
                .findFirst().orElse("NA"))));
    }

    private static String text(double value) {
        return Double.isFinite(value) ? PythonNumbers.repr(value) : PythonNumbers.fixed(value, 0);
    }

    /// Validation may come at a later epoch: there is a column for each of its values.
    private static List<String> columns(Logs logs) {
        List<String> names = logs.values().keySet().stream().sorted().toList();
        return names.stream().anyMatch(name -> name.startsWith("val_")) ? names
                : Stream.concat(names.stream(), names.stream().map(name -> "val_" + name)).toList();
    }

    private void line(Stream<String> fields) {
        append(fields.map(this::quoted).collect(Collectors.joining(String.valueOf(separator))) + LINE_END);
    }

    private void append(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritable("CSVLogger", file, e);
        }
    }

    private String quoted(String field) {
        return field.indexOf(separator) < 0 && field.indexOf('"') < 0 && field.indexOf('\n') < 0 ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
