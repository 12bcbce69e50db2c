package dev.kiln.runtime.damage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways in which a file comes to harm. */
final class Damage {

    /** Headers are short and say most: half of all damages lie there. */
    private static final int FRONT = 600;

    private static final int WAYS = 11;

    private static final String[] NUMBERS = {
        "0",
        "1",
        "-1",
        "7",
        "00",
        "1e9",
        "NaN",
        "2147483647",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999",
        "",
        "0x1",
        "1.5"
    };

    private final byte[] whole;
    private final Random random;

    private Damage(byte[] whole, Random random) {
        this.whole = whole;
        this.random = random;
    }

    /** Other bytes than these. */
    static byte[] to(byte[] whole, Random random) {
        Damage damage = new Damage(whole, random);
        byte[] damaged = whole;
        while (Arrays.equals(damaged, whole)) {
            damaged = damage.once();
        }
        return damaged;
    }

    private byte[] once() {
        int at = place();
        int length = 1 + random.nextInt(16);
        return switch (random.nextInt(WAYS)) {
            case 0 -> flipped(1);
            case 1 -> flipped(2 + random.nextInt(7));
            case 2 ->
                    Arrays.copyOf(whole, random.nextBoolean() ? at : random.nextInt(whole.length));
            case 3 -> replaced(at, at, noise(length));
            case 4 -> replaced(at, Math.min(at + length, whole.length), new byte[0]);
            case 5 -> numberChanged();
            case 6 -> swapped(length);
            case 7 -> replaced(at, at, part(place(), 4 * length));
            case 8 -> textExchanged();
            case 9 -> filled(at, 4 * length, (byte) (random.nextBoolean() ? 0 : 0xFF));
            default -> replaced(whole.length, whole.length, noise(length));
        };
    }

    private int place() {
        return random.nextInt(random.nextBoolean() ? Math.min(FRONT, whole.length) : whole.length);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] part(int from, int length) {
        return Arrays.copyOfRange(whole, from, Math.min(from + length, whole.length));
    }

    private byte[] replaced(int from, int to, byte[] by) {
        byte[] result = Arrays.copyOf(whole, whole.length - (to - from) + by.length);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(whole, to, result, from + by.length, whole.length - to);
        return result;
    }

    private byte[] flipped(int bits) {
        byte[] result = whole.clone();
        for (int i = 0; i < bits; i++) {
            result[place()] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private byte[] filled(int from, int length, byte value) {
        byte[] result = whole.clone();
        Arrays.fill(result, from, Math.min(from + length, whole.length), value);
        return result;
    }

    /** Two parts that don't overlap change places. */
    private byte[] swapped(int length) {
        int first = place();
        int second = place();
        int size = Math.min(length, Math.abs(first - second));
        size = Math.min(size, whole.length - Math.max(first, second));
        byte[] result = whole.clone();
        System.arraycopy(whole, first, result, second, size);
        System.arraycopy(whole, second, result, first, size);
        return result;
    }

    /** A number in digits, or in 1 to 8 bytes, becomes one from the ends of a range. */
    private byte[] numberChanged() {
        int at = place();
        int from = at;
        while (from < whole.length && !isDigit(whole[from])) {
            from++;
        }
        int to = from;
        while (to < whole.length && isDigit(whole[to])) {
            to++;
        }
        if (to > from && random.nextInt(4) > 0) {
            String number = NUMBERS[random.nextInt(NUMBERS.length)];
            return replaced(from, to, number.getBytes(StandardCharsets.US_ASCII));
        }
        int size = 1 << random.nextInt(4);
        byte[] number = new byte[size];
        Arrays.fill(number, (byte) (random.nextBoolean() ? 0 : 0xFF));
        number[random.nextBoolean() ? 0 : size - 1] = (byte) (random.nextBoolean() ? 0x7F : 0x80);
        int aligned = at / size * size;
        return replaced(aligned, Math.min(aligned + size, whole.length), number);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** One text in quotes takes the place of another. */
    private byte[] textExchanged() {
        List<int[]> texts = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < Math.min(whole.length, 1 << 16); i++) {
            if (whole[i] == '"') {
                if (open >= 0) {
                    texts.add(new int[] {open, i});
                }
                open = open < 0 ? i + 1 : -1;
            }
        }
        if (texts.isEmpty()) {
            return whole;
        }
        int[] from = texts.get(random.nextInt(texts.size()));
        int[] to = texts.get(random.nextInt(texts.size()));
        return replaced(to[0], to[1], part(from[0], from[1] - from[0]));
    }
}
