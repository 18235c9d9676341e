package dev.raingauge.monitor.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerNamesTest {
    private static final InetAddressResolver USUAL =
            new InetAddressResolver() {
                @Override
                public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
                    return Stream.of(InetAddress.ofLiteral("192.0.2.1"));
                }

                @Override
                public String lookupByAddress(byte[] address) {
                    return "client.example";
                }
            };

    private final InetAddressResolver ours = PeerNames.instead(USUAL);

    /** In this order, since it counts for the whole process and has no way back. */
    @Test
    void addressesHaveNamesUntilAServerWithTlsStarts() throws Exception {
        byte[] address = {(byte) 192, 0, 2, 1};
        assertThat(ours.lookupByAddress(address)).isEqualTo("client.example");
        PeerNames.leaveOut();
        assertThatThrownBy(() -> ours.lookupByAddress(address))
                .isInstanceOf(UnknownHostException.class);
        assertThat(
                        ours.lookupByName(
                                "server.example",
                                InetAddressResolver.LookupPolicy.of(
                                        InetAddressResolver.LookupPolicy.IPV4)))
                .hasSize(1);
    }

    @Test
    void theJdkFindsIt() {
        assertThat(ServiceLoader.load(InetAddressResolverProvider.class))
                .hasExactlyElementsOfTypes(PeerNames.class);
    }
}
