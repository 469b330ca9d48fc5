package org.keras4j.plots;

import module java.base;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// What is found in a plot that was saved.
abstract class SavedPlot {
    @TempDir
    Path folder;

    final Document svg(Plot plot) throws Exception {
        return parsed(plot.save(folder, "plot").getLast());
    }

    static Document parsed(Path svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(svg.toFile());
    }

    static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    static List<String> images(Document svg) {
        return elements(svg, "image").stream()
                .map(e -> e.getAttribute("xlink:href").replace("data:image/png;base64,", "")).toList();
    }

    static List<Element> elements(Document svg, String name) {
        var found = svg.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
