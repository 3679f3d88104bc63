package dev.upkeep.config.assemble;

import dev.upkeep.config.model.VrrpGlobals.DynamicInterfaces;
import dev.upkeep.config.schema.Spelling;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.value.AddressAdvice;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/// Asks whether the interfaces a configuration names exist, each once.
final class Interfaces {

    private static final String LATER =
            "what needs it waits until it exists; dynamic_interfaces in global_defs says that it"
                    + " comes later";

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
        mustExist(name, where, what, DiagnosticCode.INTERFACE_UNKNOWN);
    }

    /// Reports an interface that does not exist.
    ///
    /// @param code of the report without `dynamic_interfaces`
    void mustExist(String name, SourceLocation where, String what, DiagnosticCode code) {
        if (exists(name)) {
            return;
        }
        String message = what + ": interface " + name + " does not exist";
        if (mayBeAbsent) {
            build.findings().hint(DiagnosticCode.INTERFACE_ABSENT, where, message + " yet", null);
            return;
        }
        build.warning(code, where, message, advice(name, LATER));
    }

    /// Returns what to write instead of a name that no interface has.
    ///
    /// @param otherwise the advice when none is near
    String advice(String name, String otherwise) {
        String plain = name.replaceFirst("[:@,;].*$", "");
        if (!plain.equals(name) && exists(plain)) {
            return name.indexOf(';') == plain.length()
                    ? "write " + plain
                    : "write " + plain + "; the rest is what `ip addr` adds";
        }
        if (name.equals("=")) {
            return "leave '=' out";
        }
        if (name.indexOf('$') >= 0) {
            return AddressAdvice.GLUED_DEFINITION;
        }
        String near = Spelling.didYouMean(name, new TreeSet<>(build.system().interfaces()));
        return near == null ? otherwise : near + " Otherwise " + otherwise;
    }
}
