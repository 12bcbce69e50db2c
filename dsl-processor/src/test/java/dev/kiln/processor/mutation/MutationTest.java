package dev.kiln.processor.mutation;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Valid networks with one change each: what is refused is one error with a fix, and the fix mends
 * it when it is made in the text. {@code -Dkiln.all=true} tries all 2,000.
 */
class MutationTest {

    private static final int COUNT =
            Integer.getInteger("kiln.mutations", Boolean.getBoolean("kiln.all") ? 2000 : 100);

    private static final int FIRST = Integer.getInteger("kiln.first", 0);

    /** Of the refused ones, how many have a fix. */
    private static final double MENDED = 0.9;

    /** Errors that counting must find too. */
    private static final List<String> SHAPES =
            List.of(
                    "KILN-WINDOW-EXCEEDS-INPUT",
                    "KILN-GROUPS",
                    "KILN-RESIDUAL-SHAPES",
                    "KILN-INCEPTION-SHAPES",
                    "KILN-SIZE");

    private final Trials trials = new Trials(Boolean.getBoolean("kiln.all"));
    private final List<String> faults = new ArrayList<>();
    private final List<String> unmended = new ArrayList<>();
    private int refused;

    @AfterEach
    void close() {
        trials.close();
    }

    @Test
    void theNetworksAreValid() {
        for (String network : Networks.all()) {
            assertThat(errors(network)).isEmpty();
        }
    }

    @Test
    void eachMistakeIsOneErrorWithAFix() {
        List<String> networks = Networks.all();
        for (int i = FIRST; i < FIRST + COUNT; i++) {
            check(Mutation.of(networks.get(i % networks.size()), i));
        }
        String summary = refused + " of " + COUNT + " refused, without a fix:\n";
        String list = String.join("\n", unmended);
        assertWithMessage(summary + list).that(faults).isEmpty();
        assertWithMessage(summary + list)
                .that((double) unmended.size())
                .isAtMost((1 - MENDED) * refused);
        if (Boolean.getBoolean("kiln.unmended")) {
            System.out.println(summary + list);
        }
    }

    private void check(Mutation mutation) {
        List<Diagnostic<?>> errors = errors(mutation.text());
        Optional<String> invalid = ShapeByCounting.fault(mutation.text());
        if (errors.isEmpty()) {
            invalid.ifPresent(reason -> faults.add("SILENT " + mutation.what() + ": " + reason));
            return;
        }
        if (invalid.isEmpty() && errors.stream().anyMatch(MutationTest::isOfShapes)) {
            fault("UNFOUNDED", mutation, errors);
        }
        refused++;
        if (errors.size() > 1 || !message(errors.get(0)).startsWith("[KILN-")) {
            fault("CASCADE", mutation, errors);
        }
        if (errors.stream().anyMatch(e -> message(e).contains("KILN-INTERNAL"))) {
            fault("INTERNAL", mutation, errors);
        }
        List<ProposedFix> fixes = errors.stream().flatMap(e -> ProposedFix.of(e).stream()).toList();
        if (fixes.isEmpty()) {
            unmended.add(mutation.what() + ": " + heads(errors));
        }
        for (ProposedFix fix : fixes) {
            apply(mutation, errors, fix);
        }
    }

    private static boolean isOfShapes(Diagnostic<?> error) {
        return SHAPES.stream().anyMatch(code -> message(error).startsWith("[" + code + "]"));
    }

    private void apply(Mutation mutation, List<Diagnostic<?>> errors, ProposedFix fix) {
        String text;
        try {
            text = fix.applied(mutation.text());
        } catch (RuntimeException e) {
            faults.add("UNCLEAR " + mutation.what() + ": " + fix.line() + ": " + e);
            return;
        }
        List<Diagnostic<?>> left = errors(text);
        if (left.size() >= errors.size()) {
            faults.add(
                    "WRONG "
                            + mutation.what()
                            + ": "
                            + heads(errors)
                            + "; "
                            + fix.line()
                            + " gives "
                            + heads(left));
        }
    }

    private void fault(String kind, Mutation mutation, List<Diagnostic<?>> errors) {
        faults.add(kind + " " + mutation.what() + ": " + heads(errors));
    }

    private static List<String> heads(List<Diagnostic<?>> errors) {
        return errors.stream().map(e -> message(e).lines().findFirst().orElse("")).toList();
    }

    private List<Diagnostic<?>> errors(String text) {
        return List.copyOf(trials.errors(text));
    }

    private static String message(Diagnostic<?> d) {
        return d.getMessage(Locale.ROOT);
    }
}
