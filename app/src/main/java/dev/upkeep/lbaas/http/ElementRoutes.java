package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.Change;
import dev.upkeep.lbaas.schema.Schema;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.view.Listing;
import dev.upkeep.lbaas.view.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lists, shows, creates, changes and deletes the objects of one kind.
///
/// @param kind what they are
/// @param argument what messages call the body of a request that creates or changes
/// @param actions what the rules do for this kind
record ElementRoutes(LoadBalancers service, Kind kind, String argument, Actions actions) {

    /// Longest wait of a request for one object that is being changed: a client that asks until it
    /// is ACTIVE learns of it at once, instead of after its own pause.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /// The rules of a kind.
    interface Actions {

        /// The kind and id of the object whose load balancer gets a new object; null for a new load
        /// balancer.
        @Nullable Parent parent(Map<String, @Nullable Object> request);

        /// Creates an object.
        Change create(
                @Nullable Tree tree,
                dev.upkeep.lbaas.rules.RuleContext context,
                Map<String, @Nullable Object> request);

        /// Changes an object.
        Change update(
                Tree tree,
                dev.upkeep.lbaas.rules.RuleContext context,
                String id,
                Map<String, @Nullable Object> request);

        /// Deletes an object.
        Change delete(
                Tree tree, dev.upkeep.lbaas.rules.RuleContext context, String id, Request request);
    }

    /// The object that a new one belongs to.
    record Parent(Kind kind, String id) {}

    /// Answers a request to the list.
    Response list(Request request, @Nullable String parent) {
        Function<Element, Boolean> chosen =
                each -> each.kind() == kind && (parent == null || parent.equals(each.parent()));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Tree tree : service.all()) {
            if (!request.caller().admin()
                    && !request.caller().project().equals(tree.root().get("project_id"))) {
                continue;
            }
            List<Element> elements = tree.elements().stream().filter(chosen::apply).toList();
            if (elements.isEmpty()) {
                continue;
            }
            Views views = new Views(tree, service.status(tree));
            for (Element each : elements) {
                Map<String, @Nullable Object> row = views.show(each);
                row.put("loadbalancer_id", tree.id());
                rows.add(row);
            }
        }
        Listing.Page page = new Listing(request.query(), filters(), request.url()).of(rows);
        List<Object> shown = new ArrayList<>();
        for (Map<String, @Nullable Object> each : page.rows()) {
            each.remove("loadbalancer_id");
            shown.add(each);
        }
        return Response.of(
                200, Map.of(kind.plural(), shown, kind.plural() + "_links", page.links()));
    }

    private Set<String> filters() {
        Set<String> names = new HashSet<>(kind.schema().shown());
        names.addAll(
                List.of(
                        "id",
                        "created_at",
                        "updated_at",
                        "provisioning_status",
                        "operating_status",
                        "project_id",
                        "tenant_id"));
        switch (kind) {
            case LISTENER, POOL -> names.add("loadbalancer_id");
            case HEALTH_MONITOR -> names.add("pool_id");
            case LOAD_BALANCER, MEMBER, L7POLICY, L7RULE -> {}
        }
        return names;
    }

    /// Answers a request for one object.
    Response show(Request request, String id) throws InterruptedException {
        Tree tree = owned(request, id);
        service.awaitSettled(tree.id(), LONGEST_WAIT);
        tree = owned(request, id);
        Views views = new Views(tree, service.status(tree));
        Listing fields = new Listing(request.query(), Set.of(), request.url());
        return Response.of(
                200, kind.word(), fields.fields(views.show(Objects.requireNonNull(tree.find(id)))));
    }

    private Tree owned(Request request, String id) {
        Tree tree = service.owner(kind, id);
        request.caller().requireProject(tree.root().get("project_id"));
        return tree;
    }

    /// Creates an object.
    Response create(Request request) {
        Map<String, @Nullable Object> object = request.object(argument, kind.word());
        Schema schema = kind.schema();
        Map<String, @Nullable Object> checked = schema.create(argument + "." + kind.word(), object);
        Parent parent = actions.parent(checked);
        Change change;
        if (parent == null) {
            Object tenant = checked.get("tenant_id");
            checked.putIfAbsent("project_id", tenant == null ? request.caller().project() : tenant);
            request.caller().requireProject(checked.get("project_id"));
            change = service.create(context -> actions.create(null, context, checked));
        } else {
            Tree owner = service.owner(parent.kind(), parent.id());
            request.caller().requireProject(owner.root().get("project_id"));
            change =
                    service.change(
                            parent.kind(),
                            parent.id(),
                            (tree, context) -> actions.create(tree, context, checked));
        }
        Views views = new Views(change.tree(), service.status(change.tree()));
        Map<String, @Nullable Object> shown =
                kind == Kind.LOAD_BALANCER ? views.whole() : views.show(change.element());
        return Response.of(201, kind.word(), shown);
    }

    /// Changes an object.
    Response update(Request request, String id) {
        owned(request, id);
        Map<String, @Nullable Object> checked =
                kind.schema()
                        .update(
                                argument + "." + kind.word(),
                                request.object(argument, kind.word()));
        Change change =
                service.change(
                        kind, id, (tree, context) -> actions.update(tree, context, id, checked));
        Views views = new Views(change.tree(), service.status(change.tree()));
        return Response.of(200, kind.word(), views.show(change.element()));
    }

    /// Deletes an object.
    Response delete(Request request, String id) {
        owned(request, id);
        var _ =
                service.change(
                        kind, id, (tree, context) -> actions.delete(tree, context, id, request));
        return Response.empty(204);
    }

    /// Answers by method: without an id the list, with one the object.
    Response answer(Request request, String id, @Nullable String parent)
            throws InterruptedException {
        return switch (request.method()) {
            case "GET" -> id.isEmpty() ? list(request, parent) : show(request, id);
            case "POST" -> {
                if (!id.isEmpty()) {
                    throw Response.wrongMethod();
                }
                yield create(request);
            }
            case "PUT" -> update(request, id);
            case "DELETE" -> delete(request, id);
            default -> throw Response.wrongMethod();
        };
    }
}
