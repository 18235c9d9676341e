package dev.raingauge.monitor.door;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who the server is.
 *
 * @param chain its certificate, then those that vouch for it
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int LEAST_EC_BITS = 256;

    /** Refuses a key that is not the certificate's, and what can be forged. */
    static Identity of(Word certificate, Word key) throws RefusedConfig {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey ours = PrivateKeys.of(key);
        X509Certificate own = chain.getFirst();
        refuseWeak(certificate.place(), own);
        if (!belongTogether(own, ours)) {
            throw key.place().refuse("the private key is not that of the certificate");
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i)
                    .getIssuerX500Principal()
                    .equals(chain.get(i + 1).getSubjectX500Principal())) {
                throw certificate
                        .place()
                        .refuse(
                                "certificate "
                                        + (i + 2)
                                        + " is not that of the issuer of the one before it; the"
                                        + " server's own comes first, then who signed it");
            }
        }
        return new Identity(chain, ours);
    }

    /** All certificates of a text; at least one. */
    static List<X509Certificate> certificates(Word pem) throws RefusedConfig {
        List<X509Certificate> found = new ArrayList<>();
        for (Pem block : Pem.blocks(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                try {
                    found.add(
                            (X509Certificate)
                                    CertificateFactory.getInstance("X.509")
                                            .generateCertificate(
                                                    new ByteArrayInputStream(block.der())));
                } catch (CertificateException e) {
                    throw pem.place()
                            .refuse("certificate " + (found.size() + 1) + " in it is damaged");
                }
            }
        }
        if (found.isEmpty()) {
            throw pem.place().refuse("there is no certificate in it");
        }
        return found;
    }

    private static void refuseWeak(Place place, X509Certificate own) throws RefusedConfig {
        int least = LEAST_RSA_BITS;
        int bits =
                switch (own.getPublicKey()) {
                    case RSAKey rsa -> rsa.getModulus().bitLength();
                    case ECKey ec -> {
                        least = LEAST_EC_BITS;
                        yield ec.getParams().getOrder().bitLength();
                    }
                    default -> least;
                };
        if (bits < least) {
            throw place.refuse(
                    "the certificate's key is too weak: "
                            + bits
                            + " bits, at least "
                            + least
                            + " are needed");
        }
        String signature = own.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.startsWith("SHA1") || signature.startsWith("MD")) {
            throw place.refuse(
                    "the certificate is signed with " + own.getSigAlgName() + ", which is broken");
        }
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        byte[] probe = {1, 2, 3};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(probe);
            return verifier.verify(signature);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }
}
