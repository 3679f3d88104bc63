package dev.upkeep.dbus.object;

import dev.upkeep.dbus.object.BusAnswer.Failure;
import dev.upkeep.dbus.object.BusAnswer.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All objects at one moment, and their answers. What errors say is what GDBus says, which answers
/// for keepalived.
///
/// @param daemon the path of the object of the daemon
/// @param instances by path
/// @param machineId of this machine, empty when it has none
public record BusObjects(String daemon, Map<String, Shown> instances, String machineId) {

    private static final String NAME = "Name";
    private static final String STATE = "State";

    public BusObjects {
        instances = Collections.unmodifiableMap(new LinkedHashMap<>(instances));
    }

    /// What the object of an instance shows.
    ///
    /// @param name of the instance
    public record Shown(String name, BusState state) {}

    /// Does what a method asks for.
    public interface Actions {
        /// Does what a method of the daemon's object says.
        void daemon(DaemonMethod method);

        /// Announces the addresses of an instance once.
        void sendGarp(String instance);
    }

    /// The methods of the daemon's object, named as the configuration's users call them.
    public enum DaemonMethod {
        PRINT_DATA("PrintData"),
        PRINT_STATS("PrintStats"),
        PRINT_STATS_CLEAR("PrintStatsClear"),
        RELOAD_CONFIG("ReloadConfig");

        private final String member;

        DaemonMethod(String member) {
            this.member = member;
        }

        private static @Nullable DaemonMethod named(String member) {
            for (DaemonMethod each : values()) {
                if (each.member.equals(member)) {
                    return each;
                }
            }
            return null;
        }
    }

    /// Answers a call.
    public BusAnswer answer(BusCall call, Actions actions) {
        BusAnswer standard = standard(call);
        if (standard != null) {
            return standard;
        }
        Shown instance = instances.get(call.path());
        if (instance == null && !call.path().equals(daemon)) {
            return Failure.unknownMethod("Object does not exist at path “" + call.path() + "”");
        }
        String own = instance == null ? BusNames.VRRP : BusNames.INSTANCE;
        if (isOf(call, BusNames.PROPERTIES)) {
            BusAnswer property = property(call, own, instance);
            if (property != null) {
                return property;
            }
        }
        if (!isOf(call, own)) {
            return Failure.unknownMethod(
                    "No such interface “"
                            + call.interfaceName()
                            + "” on object at path "
                            + call.path());
        }
        return instance == null ? daemon(call, actions) : instance(call, instance, actions);
    }

    /// A call without an interface means the first that has such a method.
    private static boolean isOf(BusCall call, String interfaceName) {
        return call.interfaceName() == null || call.interfaceName().equals(interfaceName);
    }

    /// Answers of every path, whether there is an object or not.
    private @Nullable BusAnswer standard(BusCall call) {
        if (!call.signature().isEmpty()) {
            return null;
        }
        if (isOf(call, BusNames.PEER) && call.member().equals("Ping")) {
            return BusAnswer.DONE;
        }
        if (isOf(call, BusNames.PEER) && call.member().equals("GetMachineId")) {
            return machineId.isEmpty()
                    ? Failure.failed("This machine has no machine ID")
                    : new Values("s", List.of(machineId));
        }
        if (isOf(call, BusNames.INTROSPECTABLE) && call.member().equals("Introspect")) {
            return new Values("s", List.of(introspect(call.path())));
        }
        return null;
    }

    private String introspect(String path) {
        if (path.equals(daemon)) {
            return Introspection.daemon();
        }
        if (instances.containsKey(path)) {
            return Introspection.instance();
        }
        List<String> all = new ArrayList<>();
        all.add(daemon);
        all.addAll(instances.keySet());
        return Introspection.between(path, all);
    }

    private static @Nullable BusAnswer property(
            BusCall call, String own, @Nullable Shown instance) {
        boolean all = call.member().equals("GetAll") && call.signature().equals("s");
        boolean get = call.member().equals("Get") && call.signature().equals("ss");
        boolean set = call.member().equals("Set") && call.signature().equals("ssv");
        if (!all && !get && !set) {
            return null;
        }
        if (!call.text(0).equals(own)) {
            return Failure.invalidArguments("No such interface “" + call.text(0) + "”");
        }
        Map<String, Object[]> properties = properties(instance);
        if (all) {
            return new Values("a{sv}", List.of(properties));
        }
        Object[] value = properties.get(call.text(1));
        if (value == null) {
            return Failure.invalidArguments("No such property “" + call.text(1) + "”");
        }
        return get
                ? new Values("v", List.of((Object) value))
                : Failure.invalidArguments("Property “" + call.text(1) + "” is not writable");
    }

    /// Variants, each its signature and its value. `Name` is a structure, whatever the
    /// introspection data say: clients know it so.
    private static Map<String, Object[]> properties(@Nullable Shown instance) {
        Map<String, Object[]> all = new LinkedHashMap<>();
        if (instance != null) {
            BusState state = instance.state();
            all.put(NAME, new Object[] {"(s)", new Object[] {instance.name()}});
            all.put(STATE, new Object[] {"(us)", new Object[] {state.number(), state.text()}});
        }
        return all;
    }

    private static BusAnswer daemon(BusCall call, Actions actions) {
        DaemonMethod method = DaemonMethod.named(call.member());
        if (method == null) {
            return unknown(call);
        }
        BusAnswer refused = withArguments(call);
        if (refused != null) {
            return refused;
        }
        actions.daemon(method);
        return BusAnswer.DONE;
    }

    private static BusAnswer instance(BusCall call, Shown instance, Actions actions) {
        if (!call.member().equals("SendGarp")) {
            return unknown(call);
        }
        BusAnswer refused = withArguments(call);
        if (refused != null) {
            return refused;
        }
        actions.sendGarp(instance.name());
        return BusAnswer.DONE;
    }

    private static BusAnswer unknown(BusCall call) {
        return Failure.unknownMethod("No such method “" + call.member() + "”");
    }

    private static @Nullable BusAnswer withArguments(BusCall call) {
        return call.signature().isEmpty()
                ? null
                : Failure.invalidArguments(
                        "Type of message, “("
                                + call.signature()
                                + ")”, does not match expected type “()”");
    }
}
