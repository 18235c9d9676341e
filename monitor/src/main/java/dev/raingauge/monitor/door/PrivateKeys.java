package dev.raingauge.monitor.door;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Private keys out of PEM: PKCS#8, and the older forms of RSA (PKCS#1, RFC 8017) and EC (SEC 1, RFC
 * 5915), which become PKCS#8 by naming the algorithm around them.
 */
final class PrivateKeys {
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;
    private static final int CURVE = 0xa0;

    private PrivateKeys() {}

    /** The first key in the text. */
    static PrivateKey of(Word pem) throws RefusedConfig {
        for (Pem block : Pem.blocks(pem)) {
            if (block.encrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
                throw pem.place()
                        .refuse("the key is encrypted, and nobody is here to type its passphrase");
            }
            byte[] der = block.der();
            String label = block.label(); // others: EC PARAMETERS, a certificate in the same file
            if (label.equals("PRIVATE KEY")) {
                return decoded(pem, der);
            }
            if (label.equals("RSA PRIVATE KEY")) {
                return decoded(pem, tlv(SEQUENCE, VERSION_0, RSA, tlv(OCTETS, der)));
            }
            if (label.equals("EC PRIVATE KEY")) {
                byte[] algorithm = tlv(SEQUENCE, EC, curve(pem, der));
                return decoded(pem, tlv(SEQUENCE, VERSION_0, algorithm, tlv(OCTETS, der)));
            }
        }
        throw pem.place().refuse("there is no private key in it");
    }

    private static PrivateKey decoded(Word pem, byte[] pkcs8) throws RefusedConfig {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException notOfThisKind) {
                // Perhaps of the next one.
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has " + algorithm, e);
            }
        }
        throw pem.place().refuse("the private key is damaged, or neither RSA, EC nor EdDSA");
    }

    /** The object identifier of the curve, which an ECPrivateKey has under [0]. */
    private static byte[] curve(Word pem, byte[] der) throws RefusedConfig {
        try {
            ByteBuffer inside = value(ByteBuffer.wrap(der));
            while (inside.hasRemaining()) {
                int tag = inside.get(inside.position()) & 0xff;
                ByteBuffer value = value(inside);
                if (tag == CURVE) {
                    byte[] curve = new byte[value.remaining()];
                    value.get(curve);
                    return curve;
                }
            }
        } catch (RuntimeException damaged) { // beyond the end of the buffer
            throw pem.place().refuse("the private key is damaged");
        }
        throw pem.place()
                .refuse("the EC key does not name its curve; openssl pkcs8 -topk8 converts it");
    }

    /** Goes behind the next element, and returns what is in it. */
    private static ByteBuffer value(ByteBuffer der) {
        byte _ = der.get();
        int length = der.get() & 0xff;
        if (length > 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (der.get() & 0xff);
            }
        }
        ByteBuffer value = der.slice(der.position(), length);
        der.position(der.position() + length);
        return value;
    }

    private static byte[] tlv(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length + 5);
        out.put((byte) tag);
        if (length >= 0x10000) { // DER wants the shortest form
            out.put((byte) 0x83).put((byte) (length >> 16)).putShort((short) length);
        } else if (length >= 0x100) {
            out.put((byte) 0x82).putShort((short) length);
        } else if (length >= 0x80) {
            out.put((byte) 0x81).put((byte) length);
        } else {
            out.put((byte) length);
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }
}
