package dev.kiln.pictures;

import java.util.List;

/**
 * Images in rows, each with what is said of it.
 *
 * @param title what they are
 * @param description what can be seen
 * @param columns how many stand in a row
 * @param tiles the images
 */
record Sheet(String title, String description, int columns, List<Tile> tiles) {

    private static final int WIDTH = 400;
    private static final int MARGIN = 12;
    private static final int GAP = 8;
    private static final int LINE = 13;

    /** Width of a character of what is said. */
    private static final double CHARACTER = 5.9;

    /**
     * An image.
     *
     * @param layers pictures that lie on one another, the lowest first
     * @param proportion height divided by width
     * @param lines what stands below
     * @param tip what it says when it is pointed at
     */
    record Tile(List<String> layers, double proportion, List<String> lines, String tip) {}

    Picture picture() {
        Drawing drawing = new Drawing().text("head", MARGIN, 22, title);
        double width = (WIDTH - 2.0 * MARGIN - (columns - 1) * GAP) / columns;
        double proportion = tiles.isEmpty() ? 0 : tiles.get(0).proportion();
        int lines = tiles.stream().mapToInt(t -> t.lines().size()).max().orElse(0);
        double row = width * proportion + lines * LINE + GAP + (lines > 0 ? 4 : 0);
        int most = (int) (width / CHARACTER);
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            int above = i / columns;
            double x = MARGIN + i % columns * (width + GAP);
            double y = 34 + above * row;
            double height = width * proportion;
            for (String layer : tile.layers()) {
                drawing.image(layer, x, y, width, height, tile.tip());
            }
            drawing.path(
                    "grid", "M" + Text.length(x) + " " + Text.length(y) + outline(width, height));
            for (int line = 0; line < tile.lines().size(); line++) {
                String style = "small" + (line > 0 ? " soft" : "");
                String text = Text.shorten(tile.lines().get(line), most);
                drawing.text(style, x, y + height + (line + 1) * LINE, text);
            }
        }
        int rows = (tiles.size() + columns - 1) / columns;
        int height = (int) Math.ceil(34 + rows * row + 4);
        return new Picture(title, description, WIDTH, height, drawing.toString());
    }

    private static String outline(double width, double height) {
        String across = Text.length(width);
        return "h" + across + "v" + Text.length(height) + "h-" + across + "z";
    }
}
