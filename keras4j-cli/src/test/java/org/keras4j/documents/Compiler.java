package org.keras4j.documents;

import module java.base;
import module java.compiler;
import javax.tools.ToolProvider;

/// Snippets compiled in memory, against what the tests see.
///
/// @param problems each with document, line and message; where there is one, no snippet has a class
record Compiler(List<String> problems, ClassLoader loader) {

    static Compiler of(List<Snippet> snippets, Path classes) throws IOException {
        var problems = new ArrayList<String>();
        DiagnosticListener<JavaFileObject> listener = found -> {
            if (found.getKind() == Diagnostic.Kind.ERROR) {
                String place = found.getSource() instanceof Source source ? source.snippet.document() + ":" + found.getLineNumber() + ": " : "";
                problems.add(place + found.getMessage(Locale.ROOT));
            }
        };
        ToolProvider.getSystemJavaCompiler()
                .getTask(Writer.nullWriter(), null, listener, List.of("-proc:none", "-d", classes.toString()), null,
                        snippets.stream().map(Source::new).toList())
                .call();
        return new Compiler(problems, new URLClassLoader(new URL[] {classes.toUri().toURL()}, Compiler.class.getClassLoader()));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final Snippet snippet;

        Source(Snippet snippet) {
            super(URI.create("memory:///" + snippet.className() + ".java"), Kind.SOURCE);
            this.snippet = snippet;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return snippet.source();
        }
    }

    Class<?> classOf(Snippet snippet) throws ClassNotFoundException {
        return loader.loadClass(snippet.className());
    }
}
