package dev.kiln.processor.emit;

import static com.google.common.truth.Truth.assertThat;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConstantCountTest {

    @Test
    void namesTextsAndInheritedCallsCount() {
        String source =
                """
                class Workspace {
                    // comment
                    float[] a = text("a", "b");
                    void forward() {
                        team().run("a");
                        team().run("b");
                        forward();
                    }
                }
                """;
        // class, Workspace, float, a, text, void, forward, team, run; "a", "b"; text(), team()
        // twice
        assertThat(ConstantCount.count(source, true)).isEqualTo(3 * 9 + 2 * 2 + 3 * 3);
        assertThat(ConstantCount.count(source, false)).isEqualTo(3 * 9 + 2 * 2);
    }

    @Test
    void whatDoesNotFitAClassFileIsFound() {
        assertThat(excess(20_000)).isEmpty();
        assertThat(excess(22_000))
                .hasValue(
                        "the class file of Net.Inner would have about 66,009 constants; it holds"
                                + " 65,535");
    }

    private static Optional<String> excess(int fields) {
        TypeSpec.Builder inner = TypeSpec.classBuilder("Inner");
        for (int i = 0; i < fields; i++) {
            inner.addField(FieldSpec.builder(int.class, "aRatherLongName" + i).build());
        }
        TypeSpec type = TypeSpec.classBuilder("Net").addType(inner.build()).build();
        return ConstantCount.excess(type, type.toString());
    }
}
