package dev.upkeep.config.assemble;

import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import java.util.HashMap;
import java.util.Map;

/// Asks whether the interfaces a configuration names exist, each once.
final class Interfaces {

    private final BuildContext build;
    private final boolean mayBeAbsent;
    private final Map<String, Boolean> known = new HashMap<>();

    Interfaces(BuildContext build) {
        this.build = build;
        mayBeAbsent = build.global().vrrp().dynamicInterfaces() != DynamicInterfaces.OFF;
    }

    boolean exists(String name) {
        return known.computeIfAbsent(name, build.system()::interfaceExists);
    }

    /// Reports an interface that does not exist: a hint with `dynamic_interfaces`, else a warning.
    /// It is no error of the file: whoever needs the interface waits for it.
    void mustExist(String name, SourceLocation where, String what) {
        if (exists(name)) {
            return;
        }
        String message = what + ": interface " + name + " does not exist";
        if (mayBeAbsent) {
            build.findings().hint(DiagnosticCode.INTERFACE_ABSENT, where, message + " yet", null);
            return;
        }
        String plain = name.replaceFirst("[:@,;].*$", "");
        build.findings()
                .warning(
                        DiagnosticCode.INTERFACE_UNKNOWN,
                        where,
                        message,
                        !plain.equals(name) && exists(plain)
                                ? "write " + plain + "; the rest is what `ip addr` adds"
                                : "what needs it waits until it exists; dynamic_interfaces in global_defs says"
                                        + " that it comes later");
    }
}
