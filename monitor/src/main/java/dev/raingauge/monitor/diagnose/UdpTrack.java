package dev.raingauge.monitor.diagnose;

import dev.raingauge.sockdiag.model.UdpSocket;

/**
 * A UDP socket between two looks.
 *
 * @param last as it was seen last
 * @param drops its own, in datagrams; of a socket that is new, since it was made
 */
public record UdpTrack(UdpSocket last, Change drops) {}
