package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.enabled;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.micros;
import static dev.upkeep.snmp.mib.Values.number;
import static dev.upkeep.snmp.mib.Values.script;
import static dev.upkeep.snmp.mib.Values.text;

import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.Trackers;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What `vrrp` of KEEPALIVED-MIB says of tracked objects, and of who tracks them.
final class TrackerObjects {

    /// The default of `quorum_max`.
    private static final int NO_MAXIMUM = 65535;

    private static final int INTERFACES_OF_GROUP = 14;
    private static final int SCRIPTS_OF_GROUP = 15;
    private static final int FILES_OF_GROUP = 16;
    private static final int BFD_OF_GROUP = 19;
    private static final int PROCESSES_OF_GROUP = 22;
    private static final int INTERFACES_OF_INSTANCE = 4;
    private static final int SCRIPTS_OF_INSTANCE = 5;
    private static final int FILES_OF_INSTANCE = 12;
    private static final int BFD_OF_INSTANCE = 17;
    private static final int PROCESSES_OF_INSTANCE = 20;

    private final Oid base;
    private final MibData data;
    private final Map<Kind, Map<String, Level>> levels = new HashMap<>();

    TrackerObjects(Oid base, MibData data) {
        this.base = base;
        this.data = data;
        data.instances()
                .forEach(instance ->
                        instance.details()
                                .tracked()
                                .forEach(each ->
                                        levels.computeIfAbsent(
                                                        each.condition().key().kind(),
                                                        _ -> new HashMap<>())
                                                .put(each.condition().key().name(), each.level())));
    }

    List<MibNode> nodes() {
        List<MibNode> nodes = new ArrayList<>();
        List<Tracking> groups =
                data.configuration().syncGroups().stream().map(group -> group.tracking()).toList();
        nodes.add(uses(INTERFACES_OF_GROUP, 1, groups, Tracking::interfaces));
        nodes.add(uses(SCRIPTS_OF_GROUP, 2, groups, Tracking::scripts));
        nodes.add(uses(FILES_OF_GROUP, 2, groups, Tracking::files));
        nodes.add(uses(BFD_OF_GROUP, 2, groups, Tracking::bfd));
        nodes.add(uses(PROCESSES_OF_GROUP, 2, groups, Tracking::processes));
        List<Tracking> instances =
                data.instances().stream().map(each -> each.instance().tracking()).toList();
        nodes.add(uses(INTERFACES_OF_INSTANCE, 1, instances, Tracking::interfaces));
        nodes.add(uses(SCRIPTS_OF_INSTANCE, 2, instances, Tracking::scripts));
        nodes.add(uses(FILES_OF_INSTANCE, 2, instances, Tracking::files));
        nodes.add(uses(BFD_OF_INSTANCE, 2, instances, Tracking::bfd));
        nodes.add(uses(PROCESSES_OF_INSTANCE, 2, instances, Tracking::processes));
        Trackers all = data.configuration().trackers();
        nodes.add(scripts(all.scripts()));
        nodes.add(files(all.files()));
        nodes.add(bfd(all.bfdInstances()));
        nodes.add(processes(all.processes()));
        return nodes;
    }

    /// A row for each object that one of the users tracks.
    ///
    /// @param name the column of the name; weight and its reverse follow
    private Table<Tracked> uses(
            int table, int name, List<Tracking> users, Function<Tracking, List<Tracked>> objects) {
        Table<Tracked> rows =
                new Table<Tracked>(base.append(table, 1))
                        .column(name, each -> SnmpValue.text(each.name()))
                        .column(name + 1, each -> number(each.weight()))
                        .column(name + 2, each -> enabled(each.reverse()));
        for (int user = 0; user < users.size(); user++) {
            List<Tracked> all = objects.apply(users.get(user));
            for (int i = 0; i < all.size(); i++) {
                rows.row(all.get(i), user + 1, i + 1);
            }
        }
        return rows;
    }

    private Table<VrrpScript> scripts(List<VrrpScript> all) {
        return numbered(
                new Table<VrrpScript>(base.append(9, 1))
                        .column(2, each -> SnmpValue.text(each.name()))
                        .column(3, each -> script(each.script()))
                        .column(4, each -> number(each.interval().toSeconds()))
                        .column(5, each -> number(each.weight()))
                        .column(6, each -> result(level(Kind.SCRIPT, each.name())))
                        .column(7, each -> gauge(each.rise()))
                        .column(8, each -> gauge(each.fall()))
                        .column(9, each -> enabled(each.reverse())),
                all);
    }

    private Table<TrackFile> files(List<TrackFile> all) {
        return numbered(
                new Table<TrackFile>(base.append(13, 1))
                        .column(2, each -> SnmpValue.text(each.name()))
                        .column(3, each -> SnmpValue.text(each.path()))
                        .column(4, each -> value(level(Kind.FILE, each.name())))
                        .column(5, each -> number(each.weight()))
                        .column(6, each -> enabled(each.reverse())),
                all);
    }

    private Table<BfdInstance> bfd(List<BfdInstance> all) {
        return numbered(
                new Table<BfdInstance>(base.append(18, 1))
                        .column(2, each -> SnmpValue.text(each.name()))
                        .column(
                                3,
                                each ->
                                        number(
                                                level(Kind.BFD, each.name()) instanceof Level.Good
                                                        ? 1
                                                        : 0))
                        .column(4, each -> number(each.weight()))
                        .column(5, each -> enabled(each.reverse())),
                all);
    }

    private Table<TrackProcess> processes(List<TrackProcess> all) {
        return numbered(
                new Table<TrackProcess>(base.append(21, 1))
                        .column(2, each -> SnmpValue.text(each.name()))
                        .column(3, each -> text(each.command().getFirst()))
                        .column(
                                4,
                                each ->
                                        SnmpValue.text(
                                                String.join(
                                                        " ",
                                                        each.command()
                                                                .subList(
                                                                        1, each.command().size()))))
                        .column(5, each -> number(match(each)))
                        .column(6, each -> number(each.weight()))
                        .column(7, each -> enabled(each.reverse()))
                        .column(8, each -> gauge(each.quorum()))
                        .column(9, each -> number(quorumMax(each)))
                        .column(10, each -> micros(each.forkDelay()))
                        .column(11, each -> micros(each.terminateDelay()))
                        .column(12, each -> enabled(each.fullCommand()))
                        .column(13, each -> number(data.processes().getOrDefault(each.name(), 0)))
                        .column(
                                14,
                                each ->
                                        enabled(
                                                level(Kind.PROCESS, each.name())
                                                        instanceof Level.Good)),
                all);
    }

    static <R> Table<R> numbered(Table<R> table, List<R> rows) {
        for (int i = 0; i < rows.size(); i++) {
            table.row(rows.get(i), i + 1);
        }
        return table;
    }

    private @Nullable Level level(Kind kind, String name) {
        return levels.getOrDefault(kind, Map.of()).get(name);
    }

    /// `vrrpScriptResult`: init(1), bad(2), good(3).
    private static SnmpValue result(@Nullable Level level) {
        return number(
                switch (level) {
                    case Level.Good _ -> 3;
                    case Level.Bad _ -> 2;
                    case null, default -> 1;
                });
    }

    private static SnmpValue value(@Nullable Level level) {
        return number(level instanceof Level.Value(int number) ? number : 0);
    }

    private static int match(TrackProcess process) {
        return switch (process.match()) {
            case NONE -> 0;
            case EXACT -> 1;
            case PARTIAL -> 2;
            case INITIAL -> 3;
        };
    }

    /// -1 for no limit.
    private static int quorumMax(TrackProcess process) {
        return process.quorumMax() == NO_MAXIMUM ? -1 : process.quorumMax();
    }
}
