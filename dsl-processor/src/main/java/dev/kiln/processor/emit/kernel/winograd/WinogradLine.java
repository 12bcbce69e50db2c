package dev.kiln.processor.emit.kernel.winograd;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Lanes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The transforms of Winograd's minimal filtering, of a column or of a row: see {@link
 * dev.kiln.processor.graph.kernel.Tiles}.
 */
public enum WinogradLine {
    /** B' d. */
    PATCH(
            "d",
            6,
            "u",
            6,
            """
            even = d2.fma(minusB2, d4)
            odd = d1.fma(minusB2, d3)
            even2 = d2.fma(minusA2, d4)
            odd2 = d1.fma(minusA2, d3)
            u0 = d0.fma(product, d2.fma(minusSum, d4))
            u1 = odd.fma(a, even)
            u2 = odd.fma(minusA, even)
            u3 = odd2.fma(b, even2)
            u4 = odd2.fma(minusB, even2)
            u5 = d1.fma(product, d3.fma(minusSum, d5))
            """),

    /** G g. */
    WEIGHTS(
            "g",
            3,
            "w",
            6,
            """
            even = g2.fma(a2, g0)
            even2 = g2.fma(b2, g0)
            w0 = g0.mul(first)
            w1 = g1.fma(a, even).mul(second)
            w2 = g1.fma(minusA, even).mul(second)
            w3 = g1.fma(b, even2).mul(third)
            w4 = g1.fma(minusB, even2).mul(third)
            w5 = g2
            """),

    /** A' m. */
    RESULT(
            "m",
            6,
            "y",
            4,
            """
            p = m1.add(m2)
            q = m1.sub(m2)
            r = m3.add(m4)
            v = m3.sub(m4)
            y0 = m0.add(p).add(r)
            y1 = v.fma(b, q.mul(a))
            y2 = r.fma(b2, p.mul(a2))
            y3 = q.fma(a3, v.fma(b3, m5))
            """),

    /** A e. */
    SLOPE(
            "e",
            4,
            "h",
            6,
            """
            even = e2.fma(a2, e0)
            odd = e3.fma(a2, e1)
            even2 = e2.fma(b2, e0)
            odd2 = e3.fma(b2, e1)
            h0 = e0
            h1 = odd.fma(a, even)
            h2 = odd.fma(minusA, even)
            h3 = odd2.fma(b, even2)
            h4 = odd2.fma(minusB, even2)
            h5 = e3
            """),

    /** G' m. */
    GRADIENT(
            "m",
            6,
            "n",
            3,
            """
            p = m1.add(m2).mul(second)
            q = m1.sub(m2).mul(second)
            r = m3.add(m4).mul(third)
            v = m3.sub(m4).mul(third)
            n0 = m0.fma(first, p.add(r))
            n1 = v.fma(b, q.mul(a))
            n2 = r.fma(b2, p.fma(a2, m5))
            """);

    /** A number that the transforms have in common. */
    private record Constant(String name, String value) {}

    /** The points a and b, their powers, and what follows from them. */
    private static final List<Constant> CONSTANTS =
            List.of(
                    new Constant("a", "0.75f"),
                    new Constant("a2", "0.5625f"),
                    new Constant("a3", "0.421875f"),
                    new Constant("b", "1.5f"),
                    new Constant("b2", "2.25f"),
                    new Constant("b3", "3.375f"),
                    new Constant("minusA", "-0.75f"),
                    new Constant("minusA2", "-0.5625f"),
                    new Constant("minusB", "-1.5f"),
                    new Constant("minusB2", "-2.25f"),
                    new Constant("product", "1.265625f"),
                    new Constant("minusSum", "-2.8125f"),
                    new Constant("first", "64f / 81f"),
                    new Constant("second", "-128f / 243f"),
                    new Constant("third", "32f / 243f"));

    private final String input;
    private final int inputs;
    private final String output;
    private final int outputs;
    private final String statements;

    WinogradLine(String input, int inputs, String output, int outputs, String statements) {
        this.input = input;
        this.inputs = inputs;
        this.output = output;
        this.outputs = outputs;
        this.statements = statements;
    }

    /** Operation on each column or row. */
    String words() {
        return "Of each line " + inputs + " numbers become " + outputs + ".";
    }

    /** The place of each number. */
    interface Place {
        Object at(int number);
    }

    /** Declares the constants of {@link #transform}. */
    CodeBlock constants() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Constant constant : CONSTANTS) {
            if (uses(constant)) {
                declare(code, constant.name(), Lanes.broadcast(CodeBlock.of(constant.value())));
            }
        }
        return code.build();
    }

    private boolean uses(Constant constant) {
        return Pattern.compile("\\b" + constant.name() + "\\b").matcher(statements).find();
    }

    /** Loads the numbers of a line, of which some may be missing, and transforms them. */
    CodeBlock transform(int present, String source, Place from) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < inputs; i++) {
            declare(code, input + i, i < present ? Lanes.load(source, from.at(i)) : Lanes.zero());
        }
        for (String statement : statements.lines().toList()) {
            code.addStatement("$T $L", Lanes.FLOAT_VECTOR, statement);
        }
        return code.build();
    }

    CodeBlock transform(String source, Place from) {
        return transform(inputs, source, from);
    }

    /** Stores what {@link #transform} has made. */
    CodeBlock store(String target, Place to) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < outputs; i++) {
            code.addStatement("$L.intoArray($L, $L)", result(i), target, to.at(i));
        }
        return code.build();
    }

    /** The name of what {@link #transform} has made. */
    String result(int number) {
        return output + number;
    }

    private static void declare(CodeBlock.Builder code, String name, CodeBlock value) {
        code.addStatement("$T $L = $L", Lanes.FLOAT_VECTOR, name, value);
    }
}
