package dev.kiln.samples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.data.Idx;
import dev.kiln.runtime.train.TrainingListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site as a client of HTTP sees it, with a network that was trained for a moment. */
class SiteTest {

    private static final Path DATA = Path.of("../quickstart/data");
    private static final Pattern BEST = Pattern.compile("<span class=\"name\">(.*?)</span>");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Site site;
    private static HttpResponse<String> tooEarly;
    private static HttpResponse<String> before;

    @BeforeAll
    static void train() throws Exception {
        Dataset train = Idx.train(DATA).subset(0, 3_000);
        Studio studio = new Studio(train, Idx.test(DATA).subset(0, 200), 2);
        site = Site.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), studio);
        tooEarly = post("recognize?drawn", Trousers.drawn());
        before = get("training");
        studio.train(new TrainingListener() {});
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.address().resolve(path));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest posting(String path, byte[] body) {
        return request(path).POST(BodyPublishers.ofByteArray(body)).build();
    }

    private static HttpResponse<String> post(String path, byte[] body) throws Exception {
        return CLIENT.send(posting(path, body), BodyHandlers.ofString());
    }

    private static List<String> best(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        List<String> best = new ArrayList<>();
        Matcher matcher = BEST.matcher(response.body());
        while (matcher.find()) {
            best.add(matcher.group(1));
        }
        return best;
    }

    private static void assertRefused(int status, String message, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(message, response.body());
        assertEquals(
                "text/plain; charset=utf-8",
                response.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("");
        assertEquals(200, page.statusCode());
        assertEquals(10, page.body().split("data-example=", -1).length - 1);
        assertTrue(page.body().contains("61,706 parameters"), page.body());
        assertFalse(page.body().contains("{{"), page.body());
        assertFalse(Pattern.compile("(src|href)=\"(?!/|data:)").matcher(page.body()).find());
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertEquals(200, get("style.css").statusCode());
        assertEquals(200, get("app.js").statusCode());
    }

    @Test
    void trainingIsShownWhileItRunsAndAfterwards() throws Exception {
        assertTrue(before.body().contains("data-state=\"running\""), before.body());
        String after = get("training").body();
        assertTrue(after.contains("data-state=\"trained\""), after);
        for (String title : List.of("Loss", "Accuracy", "Samples per second", "Confusion matrix")) {
            assertTrue(after.contains("<title>" + title + "</title>"), title);
        }
    }

    @Test
    void beforeItIsTrainedNothingIsRecognized() {
        assertRefused(503, "The network is still being trained. Try again in a moment.", tooEarly);
        assertEquals("2", tooEarly.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void whatIsDrawnIsRecognized() throws Exception {
        HttpResponse<String> answer = post("recognize?drawn", Trousers.drawn());
        assertEquals(5, best(answer).size());
        assertEquals("Trouser", best(answer).get(0));
        assertTrue(answer.body().contains("<title>Saliency</title>"), answer.body());
    }

    @Test
    void whatIsUploadedIsRecognized() throws Exception {
        assertEquals("Trouser", best(post("recognize", Trousers.photographed())).get(0));
    }

    @Test
    void examplesAreRecognized() throws Exception {
        Matcher first = Pattern.compile("data-example=\"(\\d+)\"").matcher(get("").body());
        assertTrue(first.find());
        assertEquals(5, best(get("example?" + first.group(1))).size());
        for (String other : List.of("-1", "200", "one", "")) {
            assertRefused(404, "There is no such test image.", get("example?" + other));
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertRefused(
                413,
                "This file is too large: images may have 5 megabytes.",
                post("recognize", new byte[Upload.MOST_BYTES + 1]));
        assertRefused(
                413,
                "This image is too large: 40 megapixels at most.",
                post("recognize", Trousers.nothing(8_000, 5_001)));
    }

    @Test
    void whatIsNoImageIsRefused() throws Exception {
        String message = "This is no image that can be read: PNG, JPEG, GIF, BMP or TIFF is.";
        byte[] text = "<svg onload='alert(1)'>".getBytes(StandardCharsets.UTF_8);
        assertRefused(415, message, post("recognize", text));
        byte[] half = Arrays.copyOf(Trousers.photographed(), 2_000);
        assertRefused(415, message, post("recognize", half));
        byte[] damaged = Trousers.drawn();
        Arrays.fill(damaged, 60, 200, (byte) 7);
        assertRefused(415, message, post("recognize?drawn", damaged));
        assertRefused(400, "This file is empty.", post("recognize", new byte[0]));
    }

    @Test
    void whatShowsNothingIsRefused() throws Exception {
        assertRefused(
                422,
                "There is nothing to be seen in this picture.",
                post("recognize", Trousers.nothing(50, 50)));
        assertRefused(
                422,
                "This image is too narrow to show anything.",
                post("recognize", Trousers.nothing(2_000, 3)));
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertRefused(404, "There is no such page.", get("style.css/../../pom.xml"));
        assertRefused(404, "There is no such page.", get("favicon.ico"));
        HttpResponse<String> wrong = get("recognize");
        assertRefused(405, "This page is for POST alone.", wrong);
        assertEquals("POST", wrong.headers().firstValue("Allow").orElse(""));
        HttpRequest head = request("").method("HEAD", BodyPublishers.noBody()).build();
        HttpResponse<String> headers = CLIENT.send(head, BodyHandlers.ofString());
        assertEquals(200, headers.statusCode());
        assertEquals("", headers.body());
    }

    @Test
    void manyVisitorsGetTheSameAnswers() throws Exception {
        byte[] drawn = Trousers.drawn();
        byte[] photograph = Trousers.photographed();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            HttpRequest request =
                    i % 2 == 0
                            ? posting("recognize?drawn", drawn)
                            : posting("recognize", photograph);
            answers.add(CLIENT.sendAsync(request, BodyHandlers.ofString()));
        }
        Set<String> texts = answers.stream().map(a -> a.join().body()).collect(Collectors.toSet());
        assertEquals(2, texts.size());
        assertTrue(texts.contains(post("recognize", photograph).body()));
    }

    @Test
    void theServerSurvivesVisitorsWhoHangUp() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            try (java.net.Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
                String start =
                        "POST /recognize HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nx";
                socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            }
        }
        HttpRequest page = request("").build();
        assertEquals(200, CLIENT.send(page, BodyHandlers.discarding()).statusCode());
    }

    @Test
    void visitorsWhoDawdleHoldNobodyUp() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), site.address().getPort());
                sockets.add(socket);
                String start = "POST /recognize HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx";
                socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals("Trouser", best(post("recognize", Trousers.photographed())).get(0));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
