package dev.upkeep.config.schema;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.HostAnswer;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Passes on questions to the system and findings, and notes that there were any: what is made
/// without either depends on the text alone.
public final class DependencyRecorder implements SystemView, Consumer<Diagnostic> {
    private final SystemView system;
    private final Consumer<Diagnostic> findings;
    private boolean involved;

    public DependencyRecorder(SystemView system, Consumer<Diagnostic> findings) {
        this.system = system;
        this.findings = findings;
    }

    /// Begins to watch anew.
    public void reset() {
        involved = false;
    }

    /// Returns whether anything outside of the text was involved since the last [#reset].
    public boolean involved() {
        return involved;
    }

    /// Notes that something else was involved, such as another block.
    public void involve() {
        involved = true;
    }

    private SystemView ask() {
        involved = true;
        return system;
    }

    @Override
    public void accept(Diagnostic found) {
        involved = true;
        findings.accept(found);
    }

    @Override
    public boolean interfaceExists(String name) {
        return ask().interfaceExists(name);
    }

    @Override
    public Set<String> interfaces() {
        return ask().interfaces();
    }

    @Override
    public int mtu(String interfaceName) {
        return ask().mtu(interfaceName);
    }

    @Override
    public boolean hasAddress(IpAddress address) {
        return ask().hasAddress(address);
    }

    @Override
    public @Nullable IpAddress sourceAddress(String interfaceName, Family family) {
        return ask().sourceAddress(interfaceName, family);
    }

    @Override
    public @Nullable FileStatus status(String path) {
        return ask().status(path);
    }

    @Override
    public @Nullable String realPath(String path) {
        return ask().realPath(path);
    }

    @Override
    public @Nullable String interpreter(String path) {
        return ask().interpreter(path);
    }

    @Override
    public @Nullable Account user(String name) {
        return ask().user(name);
    }

    @Override
    public @Nullable Integer group(String name) {
        return ask().group(name);
    }

    @Override
    public boolean superuser() {
        return ask().superuser();
    }

    @Override
    public HostAnswer resolve(String name) {
        return ask().resolve(name);
    }

    @Override
    public String hostName() {
        return ask().hostName();
    }

    @Override
    public @Nullable Integer routeNumber(RouteTable table, String name) {
        return ask().routeNumber(table, name);
    }
}
