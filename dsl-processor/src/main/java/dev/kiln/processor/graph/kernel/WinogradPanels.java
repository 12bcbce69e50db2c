package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The weights of a 3x3 convolution as {@link WinogradWeights} has them, each of the 36 matrices in
 * panels.
 *
 * @param channels of the source of the patches
 * @param results channels of what is computed
 * @param turned whether the kernel is turned by 180 degrees: for the gradient by the input
 */
public record WinogradPanels(int channels, int results, boolean turned) implements Preparation {

    @Override
    public String name() {
        return (turned ? "turnedWinogradPanels" : "winogradPanels") + channels + "To" + results;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Weights of 3x3 convolutions from "
                        + channels
                        + " to "
                        + results
                        + " channels"
                        + (turned ? ", turned by 180 degrees," : "")
                        + " as Winograd's F(4x4, 3x3) needs them, in panels.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("weight"), Argument.write(PanelWeights.PANELS));
    }

    @Override
    public int size() {
        return WinogradTiling.POSITIONS * PanelWeights.size(channels, results);
    }

    @Override
    public String of(String parameter) {
        return (turned ? "turned " : "") + parameter + " in tiles and panels";
    }
}
