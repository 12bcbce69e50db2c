package dev.kiln.samples.benchmarks.comparison;

import dev.kiln.samples.benchmarks.comparison.Peer.Role;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** How each peer is started. */
final class Peers {

    static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private static final String VECTOR = "-Dkiln.kernels=vector";
    private static final String KILN = "kiln";

    /** Compiled without the Vector API, as by somebody who uses no flags. */
    private static final String PLAIN = "kiln-plain";

    private static final String OWN = "kiln-samples-benchmarks-";
    private static final String WINDOWS = "3";
    private static final String PYTHON = "PyTorch in Python";

    private final Path modules;
    private final Path specimens;
    private final Path archive;
    private final Options options;

    /**
     * For modules that have been built.
     *
     * @param modules folder of the modules
     * @param specimens folder for the specimens
     */
    Peers(Path modules, Path specimens, Options options) {
        this.modules = modules;
        this.specimens = specimens;
        this.archive = specimens.resolve("kiln.jsa");
        this.options = options;
    }

    /** Those that were asked for, ours first. */
    List<Peer> all() throws IOException {
        List<Peer> all = new ArrayList<>();
        List<String> vector = with(VECTORS, VECTOR);
        all.add(kiln("kiln", KILN, "Kiln, vector kernels", Role.FULL, vector));
        all.add(
                kiln(
                        "kiln-auto",
                        KILN,
                        "Kiln, changing from plain to vector",
                        Role.START,
                        VECTORS));
        all.add(kiln("kiln-plain", PLAIN, "Kiln, plain kernels", Role.ONE_ROUND, List.of()));
        all.add(
                kiln(
                        "kiln-archive",
                        PLAIN,
                        "Kiln, plain kernels, with a class-data archive",
                        Role.START,
                        List.of("-XX:SharedArchiveFile=" + archive)));
        all.add(java("onnxruntime", "ONNX Runtime", Role.FULL, "onnxruntime.OnnxRuntimeBenchmark"));
        all.add(java("djl", "DJL with PyTorch", Role.FULL, "djl.DjlBenchmark"));
        all.add(
                java(
                        "deeplearning4j",
                        "Deeplearning4j",
                        Role.ONE_ROUND,
                        "deeplearning4j.Deeplearning4jBenchmark"));
        all.add(python("pytorch", PYTHON + ", channels last", Role.FULL, "--channels-last"));
        all.add(python("pytorch-contiguous", PYTHON + ", contiguous", Role.SPEED));
        all.removeIf(peer -> !options.peers().isEmpty() && !options.peers().contains(peer.name()));
        return all;
    }

    /** What makes the archive of the classes that a cold start of Kiln loads. */
    List<String> archiving() throws IOException {
        List<String> flags = List.of("-XX:ArchiveClassesAtExit=" + archive);
        return command("kiln-archive", PLAIN, flags, "kiln.KilnBenchmark");
    }

    /** What writes the specimens of these networks: a few predictions, for plain kernels. */
    List<String> specimens(Collection<String> networks) throws IOException {
        List<String> command = kiln("Specimens", specimens.toString(), String.join(",", networks));
        command.replaceAll(word -> word.equals(VECTOR) ? "-Dkiln.kernels=plain" : word);
        return command;
    }

    /** A command that runs another main method of Kiln's module. */
    List<String> kiln(String main, String... arguments) throws IOException {
        List<String> flags = with(VECTORS, VECTOR);
        return with(command("kiln", KILN, flags, "kiln." + main), arguments);
    }

    private Peer kiln(String name, String module, String title, Role role, List<String> flags)
            throws IOException {
        List<String> command = command(name, module, flags, "kiln.KilnBenchmark");
        return new Peer(name, title, role, command, shipped(module));
    }

    private Peer java(String module, String title, Role role, String main) throws IOException {
        List<String> command = command(module, module, List.of(), main);
        return new Peer(module, title, role, command, shipped(module));
    }

    private List<String> command(String name, String module, List<String> flags, String main)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(options.java());
        command.addAll(options.flags());
        command.addAll(flags);
        command.add("-Dpeer=" + name);
        command.add("-Dspecimens=" + specimens);
        command.add("-Dwarm=" + options.warm());
        command.add("-Dwindow=" + options.window());
        command.add("-Dwindows=" + WINDOWS);
        command.add("-Dsettling=" + options.settling());
        command.add("-cp");
        command.add(classPath(module));
        command.add("dev.kiln.samples.benchmarks." + main);
        return command;
    }

    private Peer python(String name, String title, Role role, String... flags) {
        List<String> command =
                List.of(
                        options.python(),
                        modules.resolve("pytorch/bench.py").toString(),
                        "--peer",
                        name,
                        "--specimens",
                        specimens.toString(),
                        "--warm",
                        options.warm(),
                        "--window",
                        options.window(),
                        "--windows",
                        WINDOWS);
        return new Peer(name, title, role, with(command, flags), 0);
    }

    /** Jars only: a JVM archives no classes of folders. */
    private String classPath(String module) throws IOException {
        Path target = modules.resolve(module).resolve("target");
        String jar = OWN + module + "-*[!s].jar"; // no -tests, -sources
        try (DirectoryStream<Path> own = Files.newDirectoryStream(target, jar)) {
            return own.iterator().next()
                    + System.getProperty("path.separator")
                    + Files.readString(target.resolve("class-path"));
        }
    }

    /** What an application would ship: the libraries. */
    private long shipped(String module) throws IOException {
        long bytes = 0;
        for (String entry :
                classPath(module).split(Pattern.quote(System.getProperty("path.separator")), -1)) {
            if (entry.endsWith(".jar") && !entry.contains(OWN)) {
                bytes += Files.size(Path.of(entry));
            }
        }
        return bytes;
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }
}
