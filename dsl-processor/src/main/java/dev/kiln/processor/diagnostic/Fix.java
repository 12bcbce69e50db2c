package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Edits of source that together may mend a fault. A fix is proposed only after it has been tried.
 *
 * @param isLastResort whether it is proposed only where nothing else mends the fault
 */
public record Fix(List<Place> places, boolean isLastResort) {

    /**
     * Edits in one place.
     *
     * @param path the layer, or whatever else is edited there
     * @param position where the edits are to be made
     */
    public record Place(String path, Position position, List<Edit> edits) {

        public Place {
            edits = List.copyOf(edits);
        }

        String text() {
            return String.join(", ", edits.stream().map(Edit::text).toList());
        }

        boolean isAt(Place other) {
            return path.equals(other.path) && position.isSameAs(other.position);
        }
    }

    public Fix {
        places = List.copyOf(places);
    }

    public static Fix of(String path, Position position, Edit... edits) {
        return new Fix(List.of(new Place(path, position, List.of(edits))), false);
    }

    /** An attribute of the annotation at {@code site} gets a value. */
    public static Fix write(Site site, String attribute, Expression value) {
        Position at = site.at(attribute);
        return of(
                site.path(), at, new Edit.Write(site.field(), site.annotation(), attribute, value));
    }

    /** An attribute of the annotation at {@code site} is no longer written. */
    public static Fix erase(Site site, String attribute) {
        return of(
                site.path(),
                site.at(attribute),
                new Edit.Erase(site.field(), site.annotation(), attribute));
    }

    /** The annotation at {@code site} is removed. */
    public static Fix strip(Site site) {
        return of(
                site.path(),
                site.at(Site.ANNOTATION),
                new Edit.Strip(site.field(), site.annotation()));
    }

    /** To be proposed only where nothing else mends the fault. */
    public Fix asLastResort() {
        return new Fix(places, true);
    }

    /** Both together. */
    public Fix and(Fix other) {
        List<Place> all = new ArrayList<>(places);
        for (Place place : other.places) {
            Place last = all.get(all.size() - 1);
            if (last.path().equals(place.path()) && last.position().isOf(place.position())) {
                List<Edit> edits = new ArrayList<>(last.edits());
                edits.addAll(place.edits());
                all.set(all.size() - 1, new Place(last.path(), last.position(), edits));
            } else {
                all.add(place);
            }
        }
        return new Fix(all, isLastResort || other.isLastResort);
    }

    public List<Edit> edits() {
        return places.stream().flatMap(p -> p.edits().stream()).toList();
    }

    /**
     * The line that proposes it.
     *
     * @param subject the layer at fault, which needs no mention
     * @param at where the fault is shown, if it is there
     * @param effect what is to be said of the outcome
     */
    public Detail line(String subject, Position at, String effect) {
        Detail line = Detail.of("fix: ");
        String between = "";
        for (Place place : places) {
            boolean elsewhere = !place.path().equals(subject) || !place.position().isOf(at);
            String text = between + place.text() + (elsewhere ? " at " + place.path() : "");
            line = line.and(text, elsewhere ? place.position() : Position.none());
            between = "; ";
        }
        return line.and(effect, Position.none());
    }

    /** Whether it does all that the other does. */
    public boolean contains(Fix other) {
        return edits().containsAll(other.edits());
    }

    /** Whether both change the same attribute, or whatever it is, of the same place. */
    public boolean isLike(Fix other) {
        return kinds().equals(other.kinds())
                && places.size() == other.places.size()
                && IntStream.range(0, places.size())
                        .allMatch(i -> places.get(i).isAt(other.places.get(i)));
    }

    private static String kind(Edit edit) {
        if (edit instanceof Edit.Write write) {
            return write.attribute();
        }
        return edit instanceof Edit.Annotate annotate ? annotate.annotation() : edit.text();
    }

    private List<String> kinds() {
        return edits().stream().map(Fix::kind).toList();
    }
}
