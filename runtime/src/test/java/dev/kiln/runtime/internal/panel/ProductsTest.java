package dev.kiln.runtime.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products and weight gradients in all forms against naive chains of fused multiply-adds. */
class ProductsTest {

    /** Bytes of vectors that this machine has. */
    static IntStream widths() {
        int widest =
                Integer.parseInt(
                        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                                .getVMOption("MaxVectorSize")
                                .getValue());
        return IntStream.of(16, 32, 64).filter(bytes -> bytes <= widest);
    }

    @Test
    void plainFormsGiveTheBitsOfTheChains() {
        List<String> differences = new ArrayList<>();
        List<ProductCase.Form> plain = List.of(ProductCase.Form.PLAIN, ProductCase.Form.CHOSEN);
        assertTrue(PanelForms.compare(plain, differences::add) > 800);
        assertEquals(List.of(), differences);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void vectorFormsGiveTheBitsOfTheChains(int bytes) throws IOException, InterruptedException {
        List<String> said = ChildJvm.withVectors(PanelForms.class, bytes);
        assertEquals(1, said.size(), () -> String.join("\n", said));
        assertTrue(said.get(0).startsWith(bytes / Float.BYTES + " lanes"), said.get(0));
    }
}
