package dev.raingauge.sockdiag.tape;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts in a row, each behind its length: a name may hold any letter, a line feed too. */
final class Texts {
    private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

    void add(String text) {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, letters.length).array());
        bytes.writeBytes(letters);
    }

    int size() {
        return bytes.size();
    }

    /** What was added since the last time. */
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    static byte[] of(List<String> texts) {
        var row = new Texts();
        texts.forEach(row::add);
        return row.take();
    }

    static List<String> parse(byte[] row) throws TapeException {
        ByteBuffer data = ByteBuffer.wrap(row);
        var texts = new ArrayList<String>();
        while (data.hasRemaining()) {
            int length = data.remaining() < Integer.BYTES ? -1 : data.getInt();
            if (length < 0 || length > data.remaining()) {
                throw new TapeException("a row of names that ends in the middle of one");
            }
            byte[] letters = new byte[length];
            data.get(letters);
            texts.add(new String(letters, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
