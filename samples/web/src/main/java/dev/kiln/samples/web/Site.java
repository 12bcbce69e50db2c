package dev.kiln.samples.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The web site: a page, its style and script, and what they ask for. */
final class Site implements AutoCloseable {

    /** What the JDK's server calls the seconds that a request may take to arrive. */
    private static final String PATIENCE = "sun.net.httpserver.maxReqTime";

    private final Studio studio;
    private final Examples examples;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Site::thread);
    private final String page = Html.resource("index.html");
    private final String style = Html.resource("style.css");
    private final String script = Html.resource("app.js");

    private Site(Studio studio, HttpServer server) {
        this.studio = studio;
        this.examples = new Examples(studio.test());
        this.server = server;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "web");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins to serve.
     *
     * @throws IOException if that is impossible at this address; names it
     */
    static Site open(InetSocketAddress address, Studio studio) throws IOException {
        String place = address.getHostString() + ":" + address.getPort();
        if (System.getProperty(PATIENCE) == null) {
            System.setProperty(PATIENCE, "30");
        }
        if (address.isUnresolved()) {
            throw new IOException("can't listen at " + place + ": there is no such host");
        }
        try {
            Site site = new Site(studio, HttpServer.create(address, 0));
            site.server.createContext("/", site::handle);
            site.server.setExecutor(site.threads);
            site.server.start();
            return site;
        } catch (BindException e) {
            throw new IOException(
                    "can't listen at " + place + ": " + e.getMessage() + "; --port has another", e);
        }
    }

    /** Where visitors find it. */
    URI address() {
        InetAddress host = server.getAddress().getAddress();
        String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
        String bracketed = name.contains(":") ? "[" + name + "]" : name;
        return URI.create("http://" + bracketed + ":" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            reply(exchange).send(exchange);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        try {
            return answer(exchange);
        } catch (Refusal refusal) {
            return Reply.of(refusal);
        } catch (RuntimeException e) {
            System.getLogger("dev.kiln.samples.web")
                    .log(System.Logger.Level.ERROR, exchange.getRequestURI().toString(), e);
            return Reply.of(new Refusal(500, "Something went wrong in the server."));
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        switch (path) {
            case "/recognize" -> {
                allow(exchange, "POST");
                byte[] file = Upload.read(exchange.getRequestBody());
                float[] pixels = Upload.pixels(file, "drawn".equals(query));
                return Reply.html(studio.recognize(pixels).html());
            }
            case "/example" -> {
                allow(exchange, "GET");
                float[] pixels = examples.pixels(query == null ? "" : query);
                return Reply.html(studio.recognize(pixels).html());
            }
            case "/training" -> {
                allow(exchange, "GET");
                return Reply.html(studio.training().html());
            }
            case "/style.css" -> {
                allow(exchange, "GET");
                return new Reply(200, "text/css", style);
            }
            case "/app.js" -> {
                allow(exchange, "GET");
                return new Reply(200, "text/javascript", script);
            }
            case "/" -> {
                allow(exchange, "GET");
                return Reply.html(page());
            }
            default -> throw new Refusal(404, "There is no such page.");
        }
    }

    private static void allow(HttpExchange exchange, String method) {
        String actual = exchange.getRequestMethod();
        boolean head = method.equals("GET") && actual.equals("HEAD");
        if (!actual.equals(method) && !head) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new Refusal(405, "This page is for " + method + " alone.");
        }
    }

    private String page() {
        return page.replace("{{model}}", Html.escape(studio.model()))
                .replace("{{examples}}", examples.html())
                .replace("{{training}}", studio.training().html());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
