package dev.upkeep.lbaas.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.NoopProvider;
import dev.upkeep.lbaas.store.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.Builders;
import org.openstack4j.api.octavia.LbPoolV2Service;
import org.openstack4j.api.octavia.OctaviaService;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.octavia.HealthMonitorType;
import org.openstack4j.model.octavia.HealthMonitorV2;
import org.openstack4j.model.octavia.LbMethod;
import org.openstack4j.model.octavia.LbPoolV2;
import org.openstack4j.model.octavia.LbProvisioningStatus;
import org.openstack4j.model.octavia.ListenerProtocol;
import org.openstack4j.model.octavia.ListenerV2;
import org.openstack4j.model.octavia.LoadBalancerV2;
import org.openstack4j.model.octavia.MemberV2;
import org.openstack4j.model.octavia.Protocol;
import org.openstack4j.openstack.OSFactory;

/// The server driven by openstack4j, a client of Octavia that asks Keystone first.
class OpenStack4jTest {

    private final LoadBalancers service =
            new LoadBalancers(
                    new MemoryStore(),
                    new LbaasFixture().context().networks(),
                    List.of(new NoopProvider("noop")),
                    Clock.systemUTC());
    private final ApiServer server;

    OpenStack4jTest() throws IOException {
        server =
                new ApiServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        service,
                        Authentication.none("p1"),
                        null,
                        false);
    }

    @BeforeEach
    void start() throws IOException {
        service.start();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private OctaviaService client() {
        return OSFactory.builderV3()
                .endpoint("http://127.0.0.1:" + server.address().getPort() + "/v3")
                .credentials("operator", "secret", Identifier.byName("Default"))
                .scopeToProject(Identifier.byId("p1"))
                .authenticate()
                .octavia();
    }

    /// A question about a load balancer that changes is answered when it has changed.
    private static void awaitActive(OctaviaService octavia, LoadBalancerV2 balancer) {
        assertThat(octavia.loadBalancerV2().get(balancer.getId()).getProvisioningStatus())
                .isEqualTo(LbProvisioningStatus.ACTIVE);
    }

    @Test
    void client_createsReadsChangesAndDeletesEveryKindOfObject() {
        OctaviaService octavia = client();
        LoadBalancerV2 balancer =
                octavia.loadBalancerV2()
                        .create(
                                Builders.octavia()
                                        .loadBalancerV2()
                                        .name("lb1")
                                        .subnetId(LbaasFixture.SUBNET)
                                        .build());
        awaitActive(octavia, balancer);
        ListenerV2 listener =
                octavia.listenerV2()
                        .create(
                                Builders.octavia()
                                        .listenerV2()
                                        .name("http")
                                        .protocol(ListenerProtocol.HTTP)
                                        .protocolPort(80)
                                        .loadBalancerId(balancer.getId())
                                        .build());
        awaitActive(octavia, balancer);
        LbPoolV2Service pools = octavia.lbPoolV2();
        LbPoolV2 pool =
                pools.create(
                        Builders.octavia()
                                .lbPoolV2()
                                .name("web")
                                .protocol(Protocol.HTTP)
                                .lbMethod(LbMethod.ROUND_ROBIN)
                                .listenerId(listener.getId())
                                .build());
        awaitActive(octavia, balancer);
        MemberV2 member =
                pools.createMember(
                        pool.getId(),
                        Builders.octavia()
                                .memberV2()
                                .address("172.16.100.9")
                                .protocolPort(8080)
                                .weight(3)
                                .build());
        awaitActive(octavia, balancer);
        HealthMonitorV2 monitor =
                octavia.healthMonitorV2()
                        .create(
                                Builders.octavia()
                                        .healthMonitorV2()
                                        .type(HealthMonitorType.HTTP)
                                        .delay(5)
                                        .timeout(2)
                                        .maxRetries(3)
                                        .urlPath("/health")
                                        .poolId(pool.getId())
                                        .build());

        awaitActive(octavia, balancer);
        MemberV2 changed =
                pools.updateMember(
                        pool.getId(),
                        member.getId(),
                        Builders.octavia().memberV2Update().weight(7).build());

        awaitActive(octavia, balancer);
        assertThat(changed.getWeight()).isEqualTo(7);
        assertThat(pools.listMembers(pool.getId()))
                .singleElement()
                .satisfies(one -> assertThat(one.getAddress()).isEqualTo("172.16.100.9"));
        assertThat(octavia.listenerV2().get(listener.getId()).getProtocolPort()).isEqualTo(80);
        assertThat(octavia.healthMonitorV2().get(monitor.getId()).getUrlPath())
                .isEqualTo("/health");
        assertThat(octavia.loadBalancerV2().list(Map.of("name", "lb1"))).hasSize(1);
        assertThat(octavia.loadBalancerV2().stats(balancer.getId()).getBytesIn()).isZero();

        assertThat(octavia.healthMonitorV2().delete(monitor.getId()).isSuccess()).isTrue();
        awaitActive(octavia, balancer);
        assertThat(pools.deleteMember(pool.getId(), member.getId()).isSuccess()).isTrue();
        awaitActive(octavia, balancer);
        assertThat(octavia.loadBalancerV2().delete(balancer.getId()).getCode()).isEqualTo(400);
        assertThat(octavia.loadBalancerV2().cascadeDelete(balancer.getId()).isSuccess()).isTrue();
        assertThat(octavia.loadBalancerV2().get(balancer.getId())).isNull();
        assertThat(octavia.loadBalancerV2().list()).isEmpty();
    }
}
