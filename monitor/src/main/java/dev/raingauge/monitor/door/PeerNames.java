package dev.raingauge.monitor.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Leaves clients without names. The JDK's server asks the name service who a client is before each
 * handshake (the constructor of {@code sun.net.httpserver.SSLStreams}). Nobody needs to know, and
 * where the name service is slow or silent, everybody would wait for it. Found by the JDK as a
 * service; as long as no server with TLS was made, and for addresses of names, it changes nothing.
 */
public final class PeerNames extends InetAddressResolverProvider {
    private static volatile boolean leftOut;

    /** From now on, in this process, no address is given a name. */
    static void leaveOut() {
        leftOut = true;
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return instead(configuration.builtinResolver());
    }

    static InetAddressResolver instead(InetAddressResolver usual) {
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                return usual.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                if (leftOut) {
                    throw new UnknownHostException("clients have no names here");
                }
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "raingauge";
    }
}
