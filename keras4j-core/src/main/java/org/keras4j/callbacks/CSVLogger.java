package org.keras4j.callbacks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.text.PythonNumbers;

/// Writes the values of each epoch as a line of a CSV file, at once: what is there survives a crash. The columns are those of the first
/// epoch; `NA` stands where a later one lacks a value. Follows `keras.callbacks.CSVLogger`.
public final class CSVLogger extends Callback {
    private static final String LINE_END = "\r\n";                    // as Python's csv writes

    private enum Opening { NEW, APPEND }

    private final Path file;
    private final char separator;
    private final Opening opening;
    private @Nullable Writer writer;
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
        close();
        columns = null;
        try {
            boolean torn = false;
            headed = false;
            if (opening == Opening.APPEND && Files.exists(file)) {
                byte[] there = Files.readAllBytes(file);
                headed = there.length > 0;
                torn = headed && there[there.length - 1] != '\n';      // a crash in the middle of a line
            }
            writer = opening == Opening.APPEND ? Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : Files.newBufferedWriter(file);
            if (torn) {
                writer.write(LINE_END);
            }
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
        Writer open = writer;
        if (open == null) {
            throw new IllegalStateException("CSVLogger: expected training to have begun, got an epoch's end. Give it to fit.");
        }
        try {
            open.write(fields.map(this::quoted).collect(Collectors.joining(String.valueOf(separator))) + LINE_END);
            open.flush();
        } catch (IOException e) {
            throw unwritable("CSVLogger", file, e);
        }
    }

    private String quoted(String field) {
        return field.indexOf(separator) < 0 && field.indexOf('"') < 0 && field.indexOf('\n') < 0 ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    @Override
    public void onTrainEnd(Logs logs) {
        close();
    }

    private void close() {
        try {
            if (writer != null) {
                writer.close();
            }
            writer = null;
        } catch (IOException e) {
            throw unwritable("CSVLogger", file, e);
        }
    }
}
