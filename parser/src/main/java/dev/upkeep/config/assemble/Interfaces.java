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

    /// An interface that the configuration itself creates (a VMAC): it may be named, too.
    void willExist(String name) {
        known.put(name, true);
    }

    boolean exists(String name) {
        return known.computeIfAbsent(name, build.system()::interfaceExists);
    }

    /// Reports an interface that does not exist: a hint with `dynamic_interfaces`.
    ///
    /// @return false when it does not exist and had to
    boolean mustExist(String name, SourceLocation where, String what) {
        if (exists(name)) {
            return true;
        }
        String message = what + ": interface " + name + " does not exist";
        if (mayBeAbsent) {
            build.findings().hint(DiagnosticCode.INTERFACE_ABSENT, where, message + " yet", null);
            return true;
        }
        build.findings()
                .fatal(
                        DiagnosticCode.INTERFACE_UNKNOWN,
                        where,
                        message,
                        "create it, or write dynamic_interfaces in global_defs if it comes later");
        return false;
    }
}
