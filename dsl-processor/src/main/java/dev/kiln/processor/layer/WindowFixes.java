package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a window is too large: another window, or a larger map, nearest cause first. */
final class WindowFixes {

    private WindowFixes() {}

    static List<Fix> of(Model model, Site site, List<Fix> own) {
        List<Fix> fixes = new ArrayList<>(own);
        List<LayerDeclaration> before = model.before(site.path());
        for (int i = before.size() - 1; i >= 0; i--) {
            Optional<Fix> larger = before.get(i).withoutStride();
            larger.ifPresent(fixes::add);
        }
        return fixes;
    }
}
