package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.ConvLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where groups don't divide what goes in or what comes out: other filters, other groups. */
final class GroupFixes {

    private GroupFixes() {}

    static List<Fix> of(Network network, ConvLayer conv) {
        String path = conv.site().path();
        Shape input = network.before(path);
        int groups = conv.groups().value(Math.max(0, input.channels()));
        int filters = conv.filters().value(Math.max(0, input.channels()));
        List<Fix> fixes = new ArrayList<>();
        List<Fix> sources = new ArrayList<>();
        if (input.known() && input.channels() % groups != 0) {
            int whole = multiple(input.channels(), groups);
            sources.addAll(network.incoming(path, input.channels(), whole));
        } else {
            network.channels(conv, multiple(filters, groups)).ifPresent(fixes::add);
        }
        for (int fewer = Math.min(groups, filters) - 1; fewer > 1; fewer--) {
            if (filters % fewer == 0 && (!input.known() || input.channels() % fewer == 0)) {
                fixes.add(Fix.write(conv.site(), "groups", Expression.of(fewer)));
            }
        }
        fixes.addAll(sources);
        widths(network, path, groups, fixes);
        fixes.add(Fix.write(conv.site(), "groups", Expression.of(1)).asLastResort());
        return fixes;
    }

    /** The nearest widths of the stage around. */
    private static void widths(Network network, String path, int groups, List<Fix> fixes) {
        Optional<Network.Stage> stage = network.stage(path);
        if (stage.isPresent()) {
            int width = stage.get().width();
            int up = (width + groups - 1) / groups * groups;
            for (int w : new int[] {up, up - groups, up + groups}) {
                if (w > 0 && w != width) {
                    fixes.add(Fix.write(stage.get().site(), "width", Expression.of(w)));
                }
            }
        }
    }

    /** The nearest multiple of at least one, which never is more than half as large again. */
    private static int multiple(int number, int of) {
        long times = Math.max(1, Math.round((double) number / of));
        return (int) Math.min(times, Integer.MAX_VALUE / of) * of;
    }
}
