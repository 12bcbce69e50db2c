package dev.kiln.processor.emit;

import static com.google.common.truth.Truth.assertThat;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceTextTest {

    private static final String HEAD = "// From \u00e4.\n";

    @Test
    void charactersBeyondAsciiAreEscaped() {
        String text = SourceText.of(file("p", "\\\u00fc \\u0041 \ud83d\ude00 \ud800"), n -> false);
        assertThat(text).startsWith("// From \\u00e4.\npackage p;\n");
        assertThat(text).contains("\"\\\\\\u00fc \\\\u0041 \\ud83d\\ude00 \\ud800\"");
        assertThat(text.chars().allMatch(c -> c < 128)).isTrue();
    }

    @Test
    void hiddenClassesAreImported() {
        assertThat(SourceText.of(file("p", ""), Set.of("String", "Math")::contains))
                .contains("package p;\n\nimport java.lang.String;\n");
        assertThat(SourceText.of(file("", ""), Set.of("String")::contains))
                .startsWith("// From \\u00e4.\nimport java.lang.String;\n");
    }

    private static String file(String packageName, String label) {
        TypeSpec type =
                TypeSpec.classBuilder("Net")
                        .addField(
                                FieldSpec.builder(String.class, "label")
                                        .initializer("$S", label)
                                        .build())
                        .build();
        return JavaFile.builder(packageName, type)
                .addFileComment(HEAD.substring(3).strip())
                .skipJavaLangImports(true)
                .build()
                .toString();
    }
}
