package dev.kiln.processor.gradient;

import java.util.ArrayList;
import java.util.List;

/** A block class with its fields. {@code onField}: what is written where the block is used. */
record BlockNode(
        Kind kind, List<Node> fields, Function activation, Techniques onClass, Techniques onField)
        implements Node {

    enum Kind {
        CHAIN,
        INCEPTION,
        RESIDUAL,
        /** {@code @Residual} on a field, not on the class: a single layer is the path. */
        RESIDUAL_FIELD
    }

    BlockNode {
        fields = List.copyOf(fields);
    }

    static String fieldName(int index) {
        return "f" + index;
    }

    @Override
    public String declaration(Classes classes) {
        if (kind == Kind.RESIDUAL_FIELD) {
            return residual() + fields.get(0).declaration(classes);
        }
        String annotation =
                switch (kind) {
                    case CHAIN -> "@Block ";
                    case INCEPTION -> "@Inception ";
                    default -> residual();
                };
        String name = classes.add(annotation + onClass.text(), declarations(fields, classes));
        return onField.text() + name;
    }

    private String residual() {
        return activation == Function.NONE
                ? "@Residual "
                : "@Residual(" + activation.text("activation") + ") ";
    }

    static String declarations(List<Node> fields, Classes classes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            text.append("        ")
                    .append(fields.get(i).declaration(classes))
                    .append(" ")
                    .append(fieldName(i))
                    .append(";\n");
        }
        return text.toString();
    }

    @Override
    public Image[] forward(Image[] x, Pass pass, String path) {
        Techniques outer = pass.scope;
        if (kind == Kind.RESIDUAL_FIELD) {
            // What is said of the field holds for its shortcut too.
            Image[] y = fields.get(0).forward(x, pass, path);
            Techniques own =
                    fields.get(0) instanceof Leaf leaf ? leaf.techniques() : Techniques.NONE;
            pass.scope = own.within(outer);
            Image[] sum = add(x, y, pass, path);
            pass.scope = outer;
            return sum;
        }
        pass.scope = onClass.within(onField.within(outer));
        Image[] y = kind == Kind.INCEPTION ? join(x, pass, path) : chain(fields, x, pass, path);
        if (kind == Kind.RESIDUAL) {
            y = add(x, y, pass, path);
        }
        pass.scope = outer;
        return y;
    }

    static Image[] chain(List<Node> fields, Image[] x, Pass pass, String path) {
        Image[] y = x;
        for (int i = 0; i < fields.size(); i++) {
            y = fields.get(i).forward(y, pass, path + "." + fieldName(i));
        }
        return y;
    }

    private Image[] join(Image[] x, Pass pass, String path) {
        List<Image[]> branches = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            branches.add(fields.get(i).forward(x, pass, path + "." + fieldName(i)));
        }
        int channels = branches.stream().mapToInt(b -> b[0].channels()).sum();
        Image[] y = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            Image first = branches.get(0)[n];
            y[n] = Image.empty(first.height(), first.width(), channels);
            for (int pixel = 0; pixel < first.height() * first.width(); pixel++) {
                int to = pixel * channels;
                for (Image[] branch : branches) {
                    int own = branch[n].channels();
                    System.arraycopy(branch[n].data(), pixel * own, y[n].data(), to, own);
                    to += own;
                }
            }
        }
        return y;
    }

    /** The shortcut, the sum, the activation. */
    private Image[] add(Image[] x, Image[] path, Pass pass, String name) {
        Image from = x[0];
        Image to = path[0];
        boolean same =
                from.height() == to.height()
                        && from.width() == to.width()
                        && from.channels() == to.channels();
        Image[] around = same ? x : shortcut(x, to, pass, name + ".shortcut");
        Image[] sum = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            sum[n] = Image.empty(to.height(), to.width(), to.channels());
            for (int i = 0; i < sum[n].data().length; i++) {
                sum[n].data()[i] = path[n].data()[i] + around[n].data()[i];
            }
        }
        return pass.activate(activation, sum);
    }

    private static Image[] shortcut(Image[] x, Image to, Pass pass, String name) {
        int[] stride = {stride(x[0].height(), to.height()), stride(x[0].width(), to.width())};
        int[] one = {1, 1};
        Layers.Conv conv =
                new Layers.Conv(
                        Window.of(one, stride, one, 0, 0, 0, 0),
                        to.channels(),
                        1,
                        false,
                        Function.NONE);
        pass.penalize(pass.scope, name);
        Image[] y = new Image[x.length];
        for (int n = 0; n < x.length; n++) {
            y[n] = conv.linear(x[n], pass.linear(name, to.channels()));
        }
        return pass.scope.normalizes()
                ? pass.normalize(y, name + ".norm", 1e-5f, 0.1f, true, pass.scope.frozen())
                : y;
    }

    static int stride(int from, int to) {
        for (int s = 1; s <= from; s++) {
            if ((from - 1) / s + 1 == to) {
                return s;
            }
        }
        return 0;
    }

    @Override
    public int[] shape(int[] in) {
        if (kind == Kind.INCEPTION) {
            int[] joined = null;
            for (Node field : fields) {
                int[] own = field.shape(in);
                boolean fits =
                        own != null
                                && (joined == null || (joined[0] == own[0] && joined[1] == own[1]));
                if (!fits) {
                    return null;
                }
                int before = joined == null ? 0 : joined[2];
                joined = new int[] {own[0], own[1], before + own[2]};
            }
            return joined;
        }
        int[] out = in;
        for (Node field : fields) {
            out = out == null ? null : field.shape(out);
        }
        boolean reached =
                out != null
                        && (kind == Kind.CHAIN
                                || (stride(in[0], out[0]) > 0 && stride(in[1], out[1]) > 0));
        return reached ? out : null;
    }

    @Override
    public String lastDense(String path) {
        String last = null;
        if (kind == Kind.RESIDUAL_FIELD) {
            return fields.get(0).lastDense(path);
        }
        for (int i = 0; i < fields.size(); i++) {
            String own = fields.get(i).lastDense(path + "." + fieldName(i));
            last = own == null ? last : own;
        }
        return last;
    }

    @Override
    public List<Node> smaller() {
        List<Node> smaller = new ArrayList<>(fields);
        for (int i = 0; i < fields.size() && fields.size() > 1; i++) {
            List<Node> fewer = new ArrayList<>(fields);
            fewer.remove(i);
            smaller.add(new BlockNode(kind, fewer, activation, onClass, onField));
        }
        if (!onClass.equals(Techniques.NONE) || !onField.equals(Techniques.NONE)) {
            smaller.add(new BlockNode(kind, fields, activation, Techniques.NONE, Techniques.NONE));
        }
        if (activation != Function.NONE) {
            smaller.add(new BlockNode(kind, fields, Function.NONE, onClass, onField));
        }
        for (int i = 0; i < fields.size(); i++) {
            for (Node one : fields.get(i).smaller()) {
                List<Node> others = new ArrayList<>(fields);
                others.set(i, one);
                smaller.add(new BlockNode(kind, others, activation, onClass, onField));
            }
        }
        return smaller;
    }
}
