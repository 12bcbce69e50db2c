package dev.kiln.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Source text as tokens with their lines; enough of Java to find declarations. */
final class JavaTokens {

    private static final Pattern UNICODE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");

    /**
     * A word, or a single other character. Literals are one token that is no word.
     *
     * @param line from 1
     */
    record Token(String text, int line) {

        boolean is(String other) {
            return text.equals(other);
        }

        boolean isName() {
            return Character.isJavaIdentifierStart(text.charAt(0));
        }
    }

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    private JavaTokens(String source) {
        this.source = source;
    }

    static List<Token> of(String source) {
        Matcher escapes = UNICODE.matcher(source);
        String plain =
                escapes.replaceAll(
                        e ->
                                Matcher.quoteReplacement(
                                        String.valueOf((char) Integer.parseInt(e.group(1), 16))));
        JavaTokens all = new JavaTokens(plain);
        while (all.at < plain.length()) {
            all.next();
        }
        return List.copyOf(all.tokens);
    }

    private void next() {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            advance(1);
        } else if (source.startsWith("//", at)) {
            while (at < source.length() && !isLineEnd(source.charAt(at))) {
                advance(1);
            }
        } else if (source.startsWith("/*", at)) {
            skipTo("*/", 2);
        } else if (source.startsWith("\"\"\"", at)) {
            literal("\"\"\"");
        } else if (c == '"' || c == '\'') {
            literal(String.valueOf(c));
        } else if (Character.isJavaIdentifierPart(c)) {
            int end = at;
            while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
                end++;
            }
            add(source.substring(at, end));
            advance(end - at);
        } else {
            add(String.valueOf(c));
            advance(1);
        }
    }

    private void literal(String quote) {
        add(quote);
        advance(quote.length());
        while (at < source.length() && !source.startsWith(quote, at)) {
            advance(source.charAt(at) == '\\' ? 2 : 1);
        }
        advance(quote.length());
    }

    private void skipTo(String end, int from) {
        int found = source.indexOf(end, at + from);
        advance((found < 0 ? source.length() : found + end.length()) - at);
    }

    private void add(String text) {
        tokens.add(new Token(text, line));
    }

    private void advance(int characters) {
        for (int i = 0; i < characters && at < source.length(); i++, at++) {
            char c = source.charAt(at);
            boolean pair = c == '\r' && at + 1 < source.length() && source.charAt(at + 1) == '\n';
            if (isLineEnd(c) && !pair) {
                line++;
            }
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
