package dev.upkeep.dbus.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.dbus.object.BusAnswer.Failure;
import dev.upkeep.dbus.object.BusAnswer.Values;
import dev.upkeep.dbus.object.BusObjects.DaemonMethod;
import dev.upkeep.dbus.object.BusObjects.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expectations are what keepalived 2.2.7 answered to the same calls.
class BusObjectsTest implements BusObjects.Actions {

    private static final String DAEMON = "/org/keepalived/Vrrp1/Vrrp";
    private static final String INSTANCE = "/org/keepalived/Vrrp1/Instance/eth0/51/IPv4";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    private final BusObjects objects =
            new BusObjects(
                    DAEMON, Map.of(INSTANCE, new Shown("VI_1", BusState.MASTER)), "0123456789");
    private final List<String> done = new ArrayList<>();

    @Override
    public void daemon(DaemonMethod method) {
        done.add(method.toString());
    }

    @Override
    public void sendGarp(String instance) {
        done.add("garp " + instance);
    }

    private BusAnswer call(String path, String method, String... arguments) {
        int dot = method.lastIndexOf('.');
        return objects.answer(
                new BusCall(
                        path,
                        dot < 0 ? null : method.substring(0, dot),
                        method.substring(dot + 1),
                        "s".repeat(arguments.length),
                        List.of((Object[]) arguments)),
                this);
    }

    @Test
    void nameAndState_areStructures() {
        assertThat(call(INSTANCE, PROPERTIES + ".Get", BusNames.INSTANCE, "Name"))
                .usingRecursiveComparison()
                .isEqualTo(
                        new Values(
                                "v",
                                List.of((Object) new Object[] {"(s)", new Object[] {"VI_1"}})));
        assertThat(call(INSTANCE, PROPERTIES + ".Get", BusNames.INSTANCE, "State"))
                .usingRecursiveComparison()
                .isEqualTo(
                        new Values(
                                "v",
                                List.of(
                                        (Object)
                                                new Object[] {
                                                    "(us)", new Object[] {2, "Master"}
                                                })));
    }

    @Test
    void methods_areDone() {
        assertThat(call(DAEMON, BusNames.VRRP + ".PrintData")).isEqualTo(BusAnswer.DONE);
        assertThat(call(DAEMON, "ReloadConfig")).isEqualTo(BusAnswer.DONE);
        assertThat(call(INSTANCE, BusNames.INSTANCE + ".SendGarp")).isEqualTo(BusAnswer.DONE);
        assertThat(done).containsExactly("PRINT_DATA", "RELOAD_CONFIG", "garp VI_1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /zzz | org.keepalived.Vrrp1.Vrrp.PrintData | UnknownMethod | Object does not exist at path “/zzz”
                    /org/keepalived/Vrrp1/Vrrp | org.keepalived.Vrrp1.Vrrp.Foo | UnknownMethod | No such method “Foo”
                    /org/keepalived/Vrrp1/Vrrp | org.keepalived.Vrrp1.Vrrp.CreateInstance | UnknownMethod | No such method “CreateInstance”
                    /org/keepalived/Vrrp1/Vrrp | org.keepalived.Vrrp1.Instance.SendGarp | UnknownMethod | No such interface “org.keepalived.Vrrp1.Instance” on object at path /org/keepalived/Vrrp1/Vrrp
                    /org/keepalived/Vrrp1/Vrrp | org.freedesktop.DBus.Peer.Foo | UnknownMethod | No such interface “org.freedesktop.DBus.Peer” on object at path /org/keepalived/Vrrp1/Vrrp
                    """)
    void callOfNothing_saysWhatIsNotThere(String path, String method, String error, String text) {
        assertThat(call(path, method))
                .isEqualTo(new Failure("org.freedesktop.DBus.Error." + error, text));
        assertThat(done).isEmpty();
    }

    @Test
    void wrongArguments_areRefused() {
        assertThat(call(DAEMON, BusNames.VRRP + ".PrintData", "x"))
                .isEqualTo(
                        Failure.invalidArguments(
                                "Type of message, “(s)”, does not match expected type “()”"));
        assertThat(call(INSTANCE, PROPERTIES + ".Get", BusNames.INSTANCE, "Zip"))
                .isEqualTo(Failure.invalidArguments("No such property “Zip”"));
        assertThat(call(INSTANCE, PROPERTIES + ".GetAll", BusNames.VRRP))
                .isEqualTo(Failure.invalidArguments("No such interface “" + BusNames.VRRP + "”"));
    }

    @Test
    void introspection_goesDownToTheObjects() {
        assertThat(introspect("/")).contains("<node name=\"org\"/>");
        assertThat(introspect("/org/keepalived/Vrrp1"))
                .contains("<node name=\"Vrrp\"/>", "<node name=\"Instance\"/>");
        assertThat(introspect("/org/keepalived/Vrrp1/Instance/eth0/51"))
                .contains("<node name=\"IPv4\"/>");
        assertThat(introspect(INSTANCE)).contains("<property type=\"(us)\" name=\"State\"");
        assertThat(introspect("/org/keepalived/Vrrp")).doesNotContain("<node name");
    }

    private String introspect(String path) {
        BusAnswer answer = call(path, "org.freedesktop.DBus.Introspectable.Introspect");
        assertThat(answer).isInstanceOf(Values.class);
        return String.valueOf(((Values) answer).values().getFirst());
    }
}
