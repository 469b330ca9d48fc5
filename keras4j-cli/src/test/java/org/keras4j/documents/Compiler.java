package org.keras4j.documents;

import static org.assertj.core.api.Assertions.fail;

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

    /// Calls that method of an instance; what it throws fails the test, with its place in the document.
    void call(Snippet snippet, String method, String... arguments) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(snippet.className());
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            Object instance = constructor.newInstance();
            if (snippet.isProgram()) {
                var main = type.getDeclaredMethod(method, String[].class);
                main.setAccessible(true);
                main.invoke(instance, (Object) arguments);
            } else {
                var run = type.getDeclaredMethod(method);
                run.setAccessible(true);
                run.invoke(instance);
            }
        } catch (InvocationTargetException e) {
            var at = Stream.of(e.getCause().getStackTrace()).filter(frame -> frame.getClassName().startsWith(type.getName())).findFirst();
            fail(snippet.document() + ":" + at.map(StackTraceElement::getLineNumber).orElse(snippet.line()) + ": " + e.getCause(), e.getCause());
        }
    }
}
