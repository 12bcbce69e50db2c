package dev.kiln.samples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The command line. */
class WebTest {

    private record Output(int code, String out, String err) {}

    private static Output run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Web.run(
                        words,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Output(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void assertOneLine(String expected, Output output) {
        assertEquals(1, output.code());
        assertEquals("web: " + expected + System.lineSeparator(), output.err());
    }

    @Test
    void helpIsNoError() {
        Output output = run("--help");
        assertEquals(0, output.code());
        assertEquals(Arguments.USAGE, output.out());
    }

    @Test
    void badArgumentsAreOneLine() {
        assertOneLine("unknown argument --ports; --help lists what there is", run("--ports", "3"));
        assertOneLine("--port can't be 65536", run("--port", "65536"));
        assertOneLine("--epochs can't be 0", run("--epochs", "0"));
        assertOneLine("--epochs can't be many", run("--epochs", "many"));
        assertOneLine("--host needs a value", run("--host"));
    }

    @Test
    void missingDataAreOneLineThatNamesThem() {
        Output output = run("--data", "nowhere", "--port", "0");
        assertEquals(1, output.code());
        assertEquals(1, output.err().lines().count(), output.err());
        assertTrue(output.err().contains("nowhere"), output.err());
    }

    @Test
    void addressesThatCantBeListenedAtAreOneLine() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            String port = Integer.toString(taken.getLocalPort());
            Output output = run("--data", "../quickstart/data", "--port", port);
            assertEquals(1, output.code());
            String start = "web: can't listen at 127.0.0.1:" + port + ": ";
            assertTrue(output.err().startsWith(start), output.err());
        }
        assertOneLine(
                "can't listen at host.invalid:0: there is no such host",
                run("--data", "../quickstart/data", "--port", "0", "--host", "host.invalid"));
    }

    @Test
    void onlyThisMachineIsServedUnlessItIsAskedFor() throws Exception {
        assertTrue(InetAddress.getByName(Arguments.parse().host()).isLoopbackAddress());
    }
}
