package dev.raingauge.monitor.door;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a PEM text (RFC 7468). */
final class Pem {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    private final String label;
    private final byte[] der;
    private final boolean encrypted;

    private Pem(String label, byte[] der, boolean encrypted) {
        this.label = label;
        this.der = der;
        this.encrypted = encrypted;
    }

    /** Between BEGIN and the dashes: {@code CERTIFICATE}. */
    String label() {
        return label;
    }

    /** What it holds; nothing where it is encrypted. */
    byte[] der() {
        return der.clone();
    }

    /** Whether the block says so in a header, as old keys do. */
    boolean encrypted() {
        return encrypted;
    }

    /** Every block, in order. */
    static List<Pem> blocks(Word pem) throws RefusedConfig {
        List<Pem> blocks = new ArrayList<>();
        String text = pem.text();
        Matcher begin = BEGIN.matcher(text);
        int from = 0;
        while (begin.find(from)) {
            String label = begin.group(1);
            String endLine = "-----END " + label + "-----";
            int end = text.indexOf(endLine, begin.end());
            if (end < 0) {
                throw pem.place().refuse("damaged PEM: " + label + " has no end");
            }
            blocks.add(block(pem, label, text.substring(begin.end(), end)));
            from = end + endLine.length();
        }
        return blocks;
    }

    private static Pem block(Word pem, String label, String body) throws RefusedConfig {
        if (body.contains("ENCRYPTED")) {
            return new Pem(label, new byte[0], true);
        }
        try {
            return new Pem(label, Base64.getDecoder().decode(body.replaceAll("\\s", "")), false);
        } catch (IllegalArgumentException e) {
            throw pem.place().refuse("damaged PEM: " + label + " is not base64");
        }
    }
}
