package dev.kiln.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The web sample in a process of its own. */
final class WebSample implements AutoCloseable {

    private final Process process;
    private final URI address;

    private WebSample(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Begins to train; options of the sample besides port and data. */
    static WebSample start(String... options) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of("dev.kiln.samples.web.Web", "--port", "0"));
        words.addAll(List.of("--data", "../samples/quickstart/data"));
        words.addAll(List.of(options));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        String first = output.readLine();
        if (first == null || !first.startsWith("http://")) {
            process.destroy();
            throw new IOException("the sample says: " + first);
        }
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "output");
        reader.setDaemon(true);
        reader.start();
        return new WebSample(process, URI.create(first.split(" ", 2)[0]));
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
