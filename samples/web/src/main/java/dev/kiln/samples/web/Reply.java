package dev.kiln.samples.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a visitor gets.
 *
 * @param status of HTTP
 * @param type of the content
 * @param text the content
 */
record Reply(int status, String type, String text) {

    /** Nothing from elsewhere, nothing that visitors could have slipped in. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    static Reply html(String text) {
        return new Reply(200, "text/html", text);
    }

    static Reply of(Refusal refusal) {
        return new Reply(refusal.status(), "text/plain", refusal.getMessage());
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        if (status == 503) {
            headers.set("Retry-After", "2");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
