package org.keras4j;

import module java.base;
import module java.logging;

/// What the library says in its log.
public final class LogLines {
    private LogLines() {}

    /// {@return what the class of that logger says during the work}
    public static List<String> of(Class<?> logger, Runnable work) {
        var lines = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger(logger.getName());
        log.addHandler(handler);
        try {
            work.run();
        } finally {
            log.removeHandler(handler);
        }
        return lines;
    }
}
