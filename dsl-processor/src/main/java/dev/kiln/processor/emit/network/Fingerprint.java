package dev.kiln.processor.emit.network;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes two networks the same function of the same weights: layers, shapes and names, but not
 * the loss.
 */
public final class Fingerprint {

    private static final int BYTES = 16;

    private Fingerprint() {}

    /** The first half of the SHA-256 of a description, hexadecimal. */
    public static String of(Graph graph) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(describe(graph).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String describe(Graph graph) {
        StringBuilder text = new StringBuilder(graph.input().toString()).append('\n');
        for (Operation o : graph.operations()) {
            text.append(o.description());
            o.inputs().forEach(t -> text.append(' ').append(t));
            text.append(" -> ").append(o.output());
            for (Parameter p : o.parameters()) {
                text.append(' ').append(p.name()).append(' ').append(p.layout());
            }
            text.append('\n');
        }
        return text.append(graph.last()).toString();
    }
}
