package dev.raingauge.lab.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raingauge.lab.act.ServerPlan.Conduct;
import dev.raingauge.lab.act.ServerPlan.Rhythm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPlanTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:7000", "[fd99::1]:7000", "@rg-lab"})
    void aPlanSurvivesTheTripToItsProcess(String address) {
        ServerPlan plan =
                ServerPlan.healthy(address)
                        .backlog(3)
                        .accepting(new Rhythm(1, 150))
                        .conduct(Conduct.HANG_UP)
                        .deferring(30)
                        .reusingPort()
                        .spareDescriptors(8);
        assertThat(ServerPlan.parse(plan.text())).isEqualTo(plan);
    }

    @Test
    void datagramsAreAnotherType() {
        ServerPlan plan = ServerPlan.healthy("@rg-lab").datagrams();
        assertThat(ServerPlan.parse(plan.text()).kind()).isEqualTo(ServerPlan.SocketKind.DATAGRAM);
    }
}
