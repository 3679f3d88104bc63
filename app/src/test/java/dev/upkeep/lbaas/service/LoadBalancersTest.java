package dev.upkeep.lbaas.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.model.TreeData;
import dev.upkeep.lbaas.rules.Change;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.lbaas.store.ConflictException;
import dev.upkeep.lbaas.store.DirectoryStore;
import dev.upkeep.lbaas.store.MemoryStore;
import dev.upkeep.lbaas.store.Store;
import dev.upkeep.lbaas.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LoadBalancersTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// A provider that refuses and works when the test says so.
    private static final class Recorder implements Provider {
        private final NoopProvider noop = new NoopProvider("ipvs");
        private final List<String> applied = new ArrayList<>();
        private final CountDownLatch gate;
        private @Nullable String refusal;
        private @Nullable ApiFault limit;

        Recorder(boolean open) {
            gate = new CountDownLatch(open ? 0 : 1);
        }

        @Override
        public String name() {
            return "ipvs";
        }

        @Override
        public String description() {
            return noop.description();
        }

        @Override
        public Map<String, String> flavorSettings() {
            return Map.of();
        }

        @Override
        public void check(Deployment deployment) {
            if (limit != null) {
                throw limit;
            }
        }

        @Override
        public Map<String, String> apply(List<Deployment> all) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // as if the process had been killed here
                throw new IllegalStateException("killed", e);
            }
            Map<String, String> refused = new HashMap<>();
            for (Deployment each : all) {
                applied.add(each.id() + (each.present() ? "" : " away"));
                if (refusal != null) {
                    refused.put(each.id(), refusal);
                }
            }
            return refused;
        }

        @Override
        public void announce(List<Deployment> all) {}

        @Override
        public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
            return all.isEmpty() ? Map.of() : apply(all);
        }

        @Override
        public Map<String, Operating> status(Tree tree) {
            return noop.status(tree);
        }

        @Override
        public Traffic traffic(Tree tree, Element listener) {
            return Traffic.NONE;
        }

        @Override
        public void close() {}
    }

    private static LoadBalancers service(Store store, Provider provider) throws StoreException {
        LoadBalancers service =
                new LoadBalancers(
                        store,
                        new LbaasFixture().context().networks(),
                        List.of(provider),
                        Clock.systemUTC());
        service.start();
        return service;
    }

    private static Change create(LoadBalancers service) {
        return service.create(context ->
                LoadBalancerRules.create(
                        context,
                        Kind.LOAD_BALANCER
                                .schema()
                                .create(
                                        "l",
                                        Map.of(
                                                "vip_subnet_id",
                                                LbaasFixture.SUBNET,
                                                "project_id",
                                                "p1"))));
    }

    private static Provisioning state(LoadBalancers service, String id) {
        return service.owner(Kind.LOAD_BALANCER, id).root().provisioning();
    }

    @Test
    void change_thatIsInPlace_isActive() throws Exception {
        Recorder provider = new Recorder(true);
        try (LoadBalancers service = service(new MemoryStore(), provider)) {
            String id = create(service).subject();
            service.awaitSettled(id, LIMIT);

            assertThat(state(service, id)).isEqualTo(Provisioning.ACTIVE);
            assertThat(provider.applied).containsExactly(id);
        }
    }

    @Test
    void change_thatTheProviderRefuses_isInError() throws Exception {
        Recorder provider = new Recorder(true);
        provider.refusal = "no room";
        try (LoadBalancers service = service(new MemoryStore(), provider)) {
            String id = create(service).subject();
            service.awaitSettled(id, LIMIT);

            assertThat(state(service, id)).isEqualTo(Provisioning.ERROR);
        }
    }

    @Test
    void option_thatTheProviderCannotDo_storesNothing() throws Exception {
        Recorder provider = new Recorder(true);
        provider.limit = ApiFault.unsupported("ipvs", "that");
        MemoryStore store = new MemoryStore();
        try (LoadBalancers service = service(store, provider)) {
            ApiFault fault = catchThrowableOfType(ApiFault.class, () -> create(service));

            assertThat(fault.status()).isEqualTo(501);
            assertThat(store.all()).isEmpty();
            assertThat(provider.applied).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Provisioning.class,
            names = {"PENDING_CREATE", "PENDING_UPDATE", "PENDING_DELETE"})
    void pending_afterACrash_isPutInPlaceByTheNextStart(Provisioning state) throws Exception {
        MemoryStore store = new MemoryStore();
        Tree tree = new LbaasFixture().web().map(each -> each.with(state));
        store.put("lb/" + tree.id(), Json.text(TreeData.write(tree)), 0);
        Recorder provider = new Recorder(true);

        try (LoadBalancers service = service(store, provider)) {
            boolean gone = state == Provisioning.PENDING_DELETE;
            assertThat(provider.applied).containsExactly(tree.id() + (gone ? " away" : ""));
            assertThat(service.all()).hasSize(gone ? 0 : 1);
            assertThat(service.all())
                    .allSatisfy(each ->
                            assertThat(each.root().provisioning()).isEqualTo(Provisioning.ACTIVE));
        }
    }

    @Test
    void process_thatIsKilledInTheMiddle_convergesAtTheNextStart(@TempDir Path directory)
            throws Exception {
        String id;
        try (LoadBalancers killed = service(new DirectoryStore(directory), new Recorder(false))) {
            id = create(killed).subject();
            assertThat(state(killed, id)).isEqualTo(Provisioning.PENDING_CREATE);
        }

        Recorder provider = new Recorder(true);
        try (LoadBalancers next = service(new DirectoryStore(directory), provider)) {
            assertThat(provider.applied).containsExactly(id);
            assertThat(state(next, id)).isEqualTo(Provisioning.ACTIVE);
        }
    }

    @Test
    void store_thatCannotBeWritten_is503AndChangesNothing() throws IOException {
        MemoryStore store = new MemoryStore();
        Store broken =
                new Store() {
                    @Override
                    public List<Document> all() {
                        return store.all();
                    }

                    @Override
                    public long put(String key, String text, long expected) throws StoreException {
                        throw new StoreException("disk full", null);
                    }

                    @Override
                    public long claim(String key, String text, long known) throws StoreException {
                        throw new StoreException("disk full", null);
                    }

                    @Override
                    public void delete(String key, long expected) throws StoreException {
                        throw new StoreException("disk full", null);
                    }

                    @Override
                    public void listen(Listener listener) {}

                    @Override
                    public void close() {}
                };
        try (LoadBalancers service = service(broken, new Recorder(true))) {
            ApiFault fault = catchThrowableOfType(ApiFault.class, () -> create(service));

            assertThat(fault.status()).isEqualTo(503);
            assertThat(service.all()).isEmpty();
        }
    }

    @Test
    void directors_thatCreateAtOnce_takeDifferentAddresses() throws Exception {
        LateStore late = new LateStore();
        try (LoadBalancers first = service(late.shared, new Recorder(true));
                LoadBalancers second = service(late, new Recorder(true))) {
            String one = create(first).subject();
            String other = create(second).subject();

            assertThat(late.refused).isOne();
            assertThat(vip(first, one)).isNotEqualTo(vip(second, other));
            assertThat(vip(second, one)).isEqualTo(vip(first, one));
        }
    }

    private static Object vip(LoadBalancers service, String id) {
        return service.owner(Kind.LOAD_BALANCER, id).root().text("vip_address");
    }

    /// The store of a director that learns of the writes of another only when its own is refused.
    private static final class LateStore implements Store {
        private final MemoryStore shared = new MemoryStore();
        private @Nullable Listener listener;
        private int refused;

        @Override
        public List<Document> all() {
            return shared.all();
        }

        @Override
        public long put(String key, String text, long expected) throws StoreException {
            return shared.put(key, text, expected);
        }

        @Override
        public long claim(String key, String text, long known) throws StoreException {
            Document last = shared.all().getLast();
            if (known >= last.revision()) {
                return shared.claim(key, text, known);
            }
            refused++;
            Thread.ofVirtual().start(() -> tell(last));
            throw new ConflictException(key);
        }

        private void tell(Document written) {
            Listener told = Objects.requireNonNull(listener);
            told.written(written);
            told.written(new Document(CLAIMS, "{}", written.revision()));
        }

        @Override
        public void delete(String key, long expected) throws StoreException {
            shared.delete(key, expected);
        }

        @Override
        public void listen(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void close() {}
    }
}
