package dev.raingauge.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Figures FIGURES =
            Figures.parse(
                    """
                    #kernel
                    TcpExtListenOverflows           36                 0.0
                    TcpExtListenDrops               40                 0.0

                    u_str LISTEN 4      3      @rg-lab 15837            * 0     skmem:(r0,rb212992,d0)
                    tcp   LISTEN 3      2    127.0.0.1:7000       0.0.0.0:*     skmem:(r0,rb131072,t0,tb16384,f0,w0,o0,bl0,d33)
                    tcp   ESTAB  0      5    127.0.0.1:7000     127.0.0.1:40000
                    tcp   LISTEN 0      128      [::1]:7000          [::]:*     skmem:(r0,d0)
                    """);

    @Test
    void readsCounters() {
        assertThat(FIGURES.counter("TcpExtListenOverflows")).hasValue(36);
        assertThat(FIGURES.counter("TcpExtListenQueueFull")).isEmpty();
    }

    @Test
    void readsSockets() {
        Figures.Line listener = FIGURES.at("127.0.0.1:7000", "LISTEN").getFirst();
        assertThat(listener.receiveQueue()).isEqualTo(3);
        assertThat(listener.sendQueue()).isEqualTo(2);
        assertThat(listener.drops()).hasValue(33);
        assertThat(FIGURES.at("@rg-lab", "LISTEN").getFirst().receiveQueue()).isEqualTo(4);
        assertThat(FIGURES.at("[::1]:7000", "LISTEN")).hasSize(1);
        assertThat(FIGURES.at("*", "ESTAB").getFirst().remote()).isEqualTo("127.0.0.1:40000");
    }

    @Test
    void dropsThatAreNotShownAreNotZero() {
        assertThat(FIGURES.at("127.0.0.1:7000", "ESTAB").getFirst().drops()).isEmpty();
    }
}
