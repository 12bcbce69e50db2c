package dev.kiln.processor.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pages are complete, small, need nothing else, and are well-formed. */
class HtmlReportTest {

    private static final int LARGEST = 300_000;

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir Path folder;

    @Test
    void everyLayerAndItsParametersAreThere() throws Exception {
        for (Map<String, String> network :
                List.of(
                        Networks.LENET,
                        Networks.ALL_KINDS,
                        Networks.architecture("ResNet50"),
                        Networks.architecture("GoogLeNet"))) {
            Reported reported = Reported.compile(folder, network);
            Document page = parsed(reported.only("Report.html"));
            List<JsonElement> open =
                    new ArrayList<>(
                            JsonParser.parseString(reported.only("Report.json"))
                                    .getAsJsonObject()
                                    .getAsJsonArray("layers")
                                    .asList());
            assertThat(open).isNotEmpty();
            while (!open.isEmpty()) {
                JsonObject layer = open.remove(0).getAsJsonObject();
                boolean leaf = !layer.has("children");
                String path = layer.get("path").getAsString().replace(' ', '-');
                Element row = withId(page, "layer-" + path + (leaf ? "" : "-block"));
                assertWithMessage(path).that(row).isNotNull();
                long parameters = layer.getAsJsonObject("cost").get("parameters").getAsLong();
                String words = parameters == 0 ? "" : "%,d".formatted(parameters);
                assertWithMessage(path)
                        .that(row.getElementsByTagName("td").item(2).getTextContent())
                        .isEqualTo(words);
                if (!leaf) {
                    open.addAll(layer.getAsJsonArray("children").asList());
                }
                if (layer.has("shortcut")) {
                    open.add(layer.get("shortcut"));
                }
            }
        }
    }

    @Test
    void pagesAreSmallAndNeedNothingElse() throws Exception {
        for (String name : List.of("ResNet50", "GoogLeNet", "MobileNetV2")) {
            String page = Reported.compile(folder, Networks.architecture(name)).only("Report.html");
            int bytes = page.getBytes(StandardCharsets.UTF_8).length;
            assertWithMessage(name).that(bytes).isLessThan(LARGEST);
            needsNothingElse(page);
        }
        needsNothingElse(Reported.compile(folder, Networks.BROKEN).only("Report.html"));
        needsNothingElse(Reported.compile(folder, Networks.ALL_KINDS).only("Report.html"));
    }

    /** References lead to places in the page, and names of places are unique. */
    private static void needsNothingElse(String page) throws Exception {
        assertThat(page).doesNotContain("<script");
        assertThat(page).doesNotContain("http");
        assertThat(page).doesNotContain("url(");
        assertThat(page).doesNotContain("@import");
        Document document = parsed(page);
        Set<String> ids = new HashSet<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            assertWithMessage("second " + id).that(id.isEmpty() || ids.add(id)).isTrue();
        }
        Matcher reference = REFERENCE.matcher(page);
        while (reference.find()) {
            String target = reference.group(1);
            if (!target.equals("data:,")) {
                assertThat(target).startsWith("#");
                assertThat(ids).contains(target.substring(1));
            }
        }
    }

    @Test
    void errorsStandBesideTheBrokenEdge() throws Exception {
        Reported reported = Reported.compile(folder, Networks.BROKEN);
        Document page = parsed(reported.only("Report.html"));
        assertThat(classes(page, "edge broken")).isEqualTo(1);
        assertThat(classes(page, "edge unknown")).isAtLeast(1);
        String said = reported.messages().get(0).replace("\n  ", "\n");
        assertThat(page.getDocumentElement().getTextContent())
                .contains(said.substring(said.indexOf(' ') + 1));
        assertThat(page.getElementsByTagName("mark").item(0).getTextContent())
                .isEqualTo("IDENTITY");
        assertThat(withId(page, "layer-label")).isNotNull();
    }

    @Test
    void soundNetworksHaveNoBrokenEdge() throws Exception {
        Document page = parsed(Reported.compile(folder, Networks.ALL_KINDS).only("Report.html"));
        assertThat(classes(page, "edge broken")).isEqualTo(0);
        assertThat(classes(page, "edge unknown")).isEqualTo(0);
    }

    @Test
    void repeatedBlocksAreFolded() throws Exception {
        Document page =
                parsed(
                        Reported.compile(folder, Networks.architecture("ResNet50"))
                                .only("Report.html"));
        List<String> folded = new ArrayList<>();
        NodeList marks = page.getElementsByTagName("em");
        for (int i = 0; i < marks.getLength(); i++) {
            folded.add(marks.item(i).getTextContent());
        }
        assertThat(folded).containsExactly("× 2", "× 3", "× 5", "× 2").inOrder();
    }

    private static int classes(Document page, String wanted) {
        int count = 0;
        NodeList all = page.getElementsByTagName("div");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(wanted)) {
                count++;
            }
        }
        return count;
    }

    private static Element withId(Document page, String id) {
        NodeList all = page.getElementsByTagName("tr");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("id").equals(id)) {
                return element;
            }
        }
        return null;
    }

    /** Pages are XML too, so that a parser tells whether they are well-formed. */
    private static Document parsed(String page) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        return builder.parse(new InputSource(new StringReader(page)));
    }
}
