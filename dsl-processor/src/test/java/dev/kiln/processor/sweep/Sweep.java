package dev.kiln.processor.sweep;

import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.MemoryCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Compiles many models at once, first with the processor alone, then what that accepted. */
final class Sweep {

    private static final List<String> ALL =
            List.of("-Xmaxerrs", "1000000", "-Xmaxwarns", "1000000");

    private final List<Swept> models;

    Sweep(List<Swept> models) {
        this.models = List.copyOf(models);
    }

    /** Models that are neither accepted, with code that compiles, nor explained. */
    List<String> faults() {
        Map<String, String> sources = new TreeMap<>();
        for (int i = 0; i < models.size(); i++) {
            sources.put("sweep.M" + i, models.get(i).source("M" + i));
        }
        MemoryCompiler.Result result = run(sources, "-proc:only", new KilnProcessor());
        Map<String, List<String>> errors = errors(result);
        List<String> faults = new ArrayList<>(errors.getOrDefault("", List.of()));
        for (int i = 0; i < models.size(); i++) {
            List<String> said = errors.getOrDefault("M" + i, List.of());
            if (said.isEmpty()) {
                addGenerated("sweep.M" + i, result.sources(), sources);
            } else {
                sources.remove("sweep.M" + i);
            }
            for (String error : said) {
                if (!error.startsWith("[KILN-") || error.startsWith("[KILN-INTERNAL]")) {
                    faults.add(models.get(i).title() + ": " + error);
                }
            }
        }
        faults.addAll(uncompiled(sources));
        return faults;
    }

    private static void addGenerated(
            String model, Map<String, String> generated, Map<String, String> to) {
        for (String suffix : List.of("Network", "Predictor", "Kernels", "_BFieldOrder")) {
            String source = generated.get(model + suffix);
            if (source != null) {
                to.put(model + suffix, source);
            }
        }
    }

    private List<String> uncompiled(Map<String, String> sources) {
        if (sources.isEmpty()) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        errors(run(sources, "-proc:none"))
                .forEach(
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

    private static MemoryCompiler.Result run(
            Map<String, String> sources, String processing, Processor... processors) {
        List<String> options = new ArrayList<>(ALL);
        options.add(processing);
        return MemoryCompiler.attempt(sources, options, processors);
    }

    /** By the name of the file that they are in, empty for none. */
    private static Map<String, List<String>> errors(MemoryCompiler.Result result) {
        Map<String, List<String>> errors = new TreeMap<>();
        for (Diagnostic<? extends JavaFileObject> d : result.diagnostics()) {
            if (d.getKind() == Diagnostic.Kind.ERROR) {
                String file = d.getSource() == null ? "" : d.getSource().getName();
                String name = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
                errors.computeIfAbsent(name, n -> new ArrayList<>()).add(d.getMessage(Locale.ROOT));
            }
        }
        return errors;
    }
}
