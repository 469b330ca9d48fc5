package org.keras4j.data;

import module java.base;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.keras4j.engine.tensor.FormatException;

/// The lines of a file of comma-separated values (RFC 4180) whose first names the columns, one after the other: what all that read such files have in
/// common. Each line has as many values as there are columns.
public final class CsvLines implements Closeable {
    private final Watched characters;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;

    /// @param number of the line at which it begins, from 1: a value in quotes may go over several
    public record Line(long number, List<String> values) {}

    private CsvLines(Watched characters, CloseableIterator<CsvRecord> records, List<String> columns) {
        this.characters = characters;
        this.records = records;
        this.columns = columns;
    }

    /// @param in the bytes of the file, unpacked: text as [UnicodeReader] reads it; closed by [#close], or here if this fails
    /// @throws FormatException with the line, when the file is empty or no such table
    /// @throws IOException when it can't be read
    public static CsvLines of(InputStream in, char separator) throws IOException {
        try {
            // Lines of another length are let through to be refused with their number.
            var characters = new Watched(new UnicodeReader(in));
            var records = CsvReader.builder().fieldSeparator(separator).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(characters).iterator();
            if (!reading(records::hasNext)) {
                throw new FormatException("line 1: expected a header of column names, got an empty file.");
            }
            var header = reading(records::next);
            var lines = new CsvLines(characters, records, List.copyOf(header.getFields()));
            lines.requireClosed(header);
            return lines;
        } catch (Throwable e) {
            in.close();
            throw e;
        }
    }

    /// {@return the names as they stand in the first line}
    public List<String> columns() {
        return columns;
    }

    /// @throws FormatException with the line, when what comes next is no line of such a table
    /// @throws IOException when it can't be read
    public boolean hasNext() throws IOException {
        return reading(records::hasNext);
    }

    /// @throws FormatException with the line, when it has more or fewer values than there are columns, or is none
    /// @throws IOException when it can't be read
    public Line next() throws IOException {
        var record = reading(records::next);
        if (record.getFieldCount() != columns.size()) {
            throw new FormatException("line " + record.getStartingLineNumber() + ": expected " + columns.size() + " columns, got " + record.getFieldCount() + ".");
        }
        requireClosed(record);
        return new Line(record.getStartingLineNumber(), record.getFields());
    }

    /// A quote that nobody closes makes one value of all lines that follow, which the parser takes for right.
    private void requireClosed(CsvRecord record) throws IOException {
        if (record.getField(record.getFieldCount() - 1).matches("(?s).*[\r\n].*") && !hasNext() && characters.last != '"') {
            throw new FormatException("line " + record.getStartingLineNumber() + ": expected a second quote at the end of the last value, got the end of the file.");
        }
    }

    /// Knows the last character that has come and doesn't end a line.
    private static final class Watched extends FilterReader {
        private char last;

        Watched(Reader characters) {
            super(characters);
        }

        @Override
        public int read(char[] into, int from, int count) throws IOException {
            int got = in.read(into, from, count);
            for (int i = from + got - 1; i >= from; i--) {
                if (into[i] != '\n' && into[i] != '\r') {
                    last = into[i];
                    break;
                }
            }
            return got;
        }
    }

    private static <T> T reading(Supplier<T> step) throws IOException {
        try {
            return step.get();
        } catch (CsvParseException e) {
            throw new FormatException(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException || e.getCause() instanceof ZipException) {
                throw new FormatException(e.getCause().getMessage(), e);
            }
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
