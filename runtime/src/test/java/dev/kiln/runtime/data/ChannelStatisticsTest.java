package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelStatisticsTest {

    @Test
    void allPixelsOfAChannelCount() {
        float[] pixels = {1, 5, 1e6f, 3, 5, 1e6f + 1, 5, 5, 1e6f + 2, 7, 5, 1e6f + 3};
        Dataset data = Dataset.ofFloats(new Shape(1, 2, 3), pixels, new int[2], 1);
        ChannelStatistics statistics = ChannelStatistics.of(data);
        assertEquals(List.of(4.0, 5.0, 1e6 + 1.5), statistics.mean());
        assertEquals(List.of(Math.sqrt(5), 1.0, Math.sqrt(1.25)), statistics.deviation());
        assertEquals(
                "mean = {4.0, 5.0, 1000001.5}, deviation = {2.236068, 1.0, 1.118034}",
                statistics.toString());
        assertThrows(IllegalArgumentException.class, () -> ChannelStatistics.of(data.subset(1, 1)));
    }
}
