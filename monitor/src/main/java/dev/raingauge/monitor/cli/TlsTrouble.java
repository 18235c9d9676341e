package dev.raingauge.monitor.cli;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why a server was not trusted, in words for people: the JDK's name its own classes. */
final class TlsTrouble {
    private TlsTrouble() {}

    /** What is wrong, and what to do. */
    static String of(SSLException failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            switch (one) {
                case CertificateExpiredException _ -> {
                    return "has a certificate that has expired: it needs a new one";
                }
                case CertificateNotYetValidException _ -> {
                    return "has a certificate that is not valid yet: compare the clocks";
                }
                case CertPathBuilderException _ -> {
                    return "has a certificate of an authority that is not trusted here: give that"
                            + " authority's with --prometheus.ca-file=FILE";
                }
                case CertificateException mismatch
                        when String.valueOf(mismatch.getMessage()).startsWith("No ") -> {
                    return "has a certificate for other names: give an address that stands in it";
                }
                default -> {}
            }
        }
        return "cannot be spoken to over TLS: " + failure.getMessage();
    }
}
