package dev.kiln.processor.sweep;

import dev.kiln.processor.KilnProcessor;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles many models at once, first with the processor alone, then what that accepted. */
final class Sweep {

    private static final List<String> ALL =
            List.of("-Xmaxerrs", "1000000", "-Xmaxwarns", "1000000");

    private final List<Swept> models;
    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();

    Sweep(List<Swept> models) {
        this.models = List.copyOf(models);
    }

    /** Models that are neither accepted, with code that compiles, nor explained. */
    List<String> faults() {
        Map<String, List<String>> errors = new HashMap<>();
        Memory memory = new Memory(javac.getStandardFileManager(null, null, null));
        List<JavaFileObject> units = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            units.add(new Source("sweep.M" + i, models.get(i).source("M" + i)));
        }
        run(memory, units, "-proc:only", errors);
        List<String> faults = new ArrayList<>();
        List<JavaFileObject> accepted = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            List<String> said = errors.getOrDefault("M" + i, List.of());
            if (said.isEmpty()) {
                accepted.add(units.get(i));
                memory.addSources("sweep.M" + i, accepted);
            }
            for (String error : said) {
                if (!error.startsWith("[KILN-") || error.startsWith("[KILN-INTERNAL]")) {
                    faults.add(models.get(i).title() + ": " + error);
                }
            }
        }
        errors.getOrDefault("", List.of()).forEach(faults::add);
        faults.addAll(uncompiled(accepted));
        return faults;
    }

    private List<String> uncompiled(List<JavaFileObject> units) {
        if (units.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> errors = new TreeMap<>();
        run(
                new Memory(javac.getStandardFileManager(null, null, null)),
                units,
                "-proc:none",
                errors);
        List<String> faults = new ArrayList<>();
        errors.forEach(
                (name, said) -> {
                    String number = name.replaceAll("^M(\\d+).*$", "$1");
                    String title =
                            number.matches("\\d+")
                                    ? models.get(Integer.parseInt(number)).title()
                                    : name;
                    faults.add(title + ": " + name + ": " + said.get(0));
                });
        return faults;
    }

    /** {@code errors}: by the name of the file that they are in, empty for none. */
    private void run(
            Memory memory,
            List<JavaFileObject> units,
            String processing,
            Map<String, List<String>> errors) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(ALL);
        options.add(processing);
        JavaCompiler.CompilationTask task =
                javac.getTask(null, memory, diagnostics, options, null, units);
        if (processing.equals("-proc:only")) {
            task.setProcessors(List.of(new KilnProcessor()));
        }
        task.call();
        for (Diagnostic<? extends JavaFileObject> d : diagnostics.getDiagnostics()) {
            if (d.getKind() == Diagnostic.Kind.ERROR) {
                String file = d.getSource() == null ? "" : d.getSource().getName();
                String name = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
                errors.computeIfAbsent(name, n -> new ArrayList<>()).add(d.getMessage(Locale.ROOT));
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> sources = new TreeMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        /** Adds what was generated for a model. */
        void addSources(String model, List<JavaFileObject> to) {
            for (String suffix : List.of("Network", "Predictor", "Kernels", "_BFieldOrder")) {
                ByteArrayOutputStream source = sources.get(model + suffix);
                if (source != null) {
                    to.add(new Source(model + suffix, source.toString(StandardCharsets.UTF_8)));
                }
            }
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (kind == JavaFileObject.Kind.SOURCE) {
                sources.put(name, bytes);
            }
            URI uri = URI.create("mem:///" + name.replace('.', '/') + kind.extension);
            return new SimpleJavaFileObject(uri, kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }

                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return bytes.toString(StandardCharsets.UTF_8);
                }
            };
        }
    }
}
