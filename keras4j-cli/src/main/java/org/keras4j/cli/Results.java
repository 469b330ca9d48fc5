package org.keras4j.cli;

import module java.base;

/// Where results go, which fails aloud: a [PrintStream] keeps its failures to itself, and a run would go on for nobody.
final class Results extends FilterOutputStream {

    private Results(OutputStream out) {
        super(out);
    }

    /// A stream that throws [Failure] when the other can't be written.
    static PrintStream of(OutputStream out, Charset charset) {
        return new PrintStream(new Results(out), true, charset);
    }

    @Override
    public void write(int b) {
        attempt(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        attempt(() -> out.write(bytes, from, count));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new Failure(e);
        }
    }

    /// Results could not be written. No [UncheckedIOException]: nobody on the way to the top shall take it for a file's.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(IOException cause) {
            super("standard output: cannot be written: " + cause.getMessage() + ".", cause);
        }

        /// {@return whether it is only that nobody reads on, as behind `| head -1`}
        boolean isClosedPipe() {
            return Objects.requireNonNullElse(getCause().getMessage(), "").toLowerCase(Locale.ROOT).contains("pipe");
        }
    }
}
