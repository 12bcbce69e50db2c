package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pictures as an XML parser sees them. */
final class Xml {

    private Xml() {}

    /** A picture that is well formed, says what it shows, and needs nothing from elsewhere. */
    static Document of(Picture picture) throws Exception {
        String svg = picture.svg();
        assertTrue(svg.length() < 100_000, picture.title() + ": " + svg.length());
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        assertEquals(picture.title(), text(document, "title", 0));
        assertEquals(picture.description(), text(document, "desc", 0));
        assertFalse(picture.description().isBlank());
        NodeList images = document.getElementsByTagName("image");
        for (int i = 0; i < images.getLength(); i++) {
            String href = images.item(i).getAttributes().getNamedItem("href").getNodeValue();
            assertTrue(href.startsWith("data:image/png;base64,"), href);
        }
        return document;
    }

    static int count(Document document, String tag) {
        return document.getElementsByTagName(tag).getLength();
    }

    static String text(Document document, String tag, int index) {
        return document.getElementsByTagName(tag).item(index).getTextContent();
    }

    /** Whether a text stands somewhere. */
    static boolean says(Document document, String text) {
        return IntStream.range(0, count(document, "text"))
                .anyMatch(i -> text(document, "text", i).equals(text));
    }
}
