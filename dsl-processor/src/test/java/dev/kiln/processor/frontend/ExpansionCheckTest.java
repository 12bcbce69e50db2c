package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.kiln.processor.KilnProcessor;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Expansions that would never end are refused before they begin. */
class ExpansionCheckTest {

    @Test
    void blocksThatDoubleAreCountedAndNotExpanded() {
        assertThat(said(60, "NEXT one; NEXT other;"))
                .startsWith(
                        "[KILN-LAYER-COUNT] Net: the model has 1,152,921,504,606,846,976 layers,");
        assertThat(said(70, "NEXT one; NEXT other;"))
                .startsWith("[KILN-LAYER-COUNT] Net: the model has endlessly many layers,");
    }

    @Test
    void blocksAreNestedAHundredDeepAtTheMost() {
        assertThat(said(300, "NEXT inner;"))
                .startsWith("[KILN-LAYER-COUNT] Net.block: blocks are nested more than 100 deep\n");
    }

    private static String said(int depth, String fields) {
        StringBuilder source = new StringBuilder("import dev.kiln.*;\n");
        for (int i = 0; i < depth; i++) {
            source.append("@Block class B").append(i).append(" { ");
            source.append(fields.replace("NEXT", "B" + (i + 1))).append(" }\n");
        }
        source.append("@Block class B").append(depth);
        source.append(" { @Dense(units = 2) Layer last; }\n");
        source.append("@Model(input = @Input(channels = 3)) class Net { B0 block; }\n");
        Compilation compilation =
                Compiler.javac()
                        .withProcessors(new KilnProcessor())
                        .compile(JavaFileObjects.forSourceString("Net", source.toString()));
        assertThat(compilation.errors()).hasSize(1);
        return compilation.errors().get(0).getMessage(Locale.ROOT);
    }
}
