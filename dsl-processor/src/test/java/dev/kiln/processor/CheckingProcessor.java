package dev.kiln.processor;

import java.util.List;
import javax.annotation.processing.Processor;

/** The processor that checks models and writes stubs, but no networks. */
public final class CheckingProcessor {

    private CheckingProcessor() {}

    public static Processor create() {
        return new KilnProcessor(model -> List.of());
    }
}
