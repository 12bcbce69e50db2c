package dev.kiln.processor.emit.code;

import javax.lang.model.element.Modifier;

/**
 * JavaPoet takes modifiers as javac's enum. They enter the rooms behind the frontend here and
 * nowhere else, so that nothing that generates code can see javac.
 */
public final class Modifiers {

    public static final Modifier PUBLIC = Modifier.PUBLIC;
    public static final Modifier PROTECTED = Modifier.PROTECTED;
    public static final Modifier PRIVATE = Modifier.PRIVATE;
    public static final Modifier STATIC = Modifier.STATIC;
    public static final Modifier FINAL = Modifier.FINAL;

    private Modifiers() {}
}
