package dev.upkeep.lbaas.ipvs;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.lbaas.ipvs.Director.Undo;
import dev.upkeep.lbaas.mapping.IpvsMapping;
import dev.upkeep.lbaas.service.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The load balancers of a provider as files of the daemon's configuration: one for each, read back
/// and compared before it counts, and one reload of the daemon for all that change together. When
/// the daemon refuses, the old files come back, and each change is tried alone.
public final class ServiceFiles {

    private static final Logger log = LoggerFactory.getLogger(ServiceFiles.class);

    private static final Pattern DRAIN = Pattern.compile("(?m)^ *drain_timeout .*\\R");

    private final Director director;
    private final Fragments fragments;
    private final String prefix;
    private final Function<Deployment, IpvsMapping.Services> mapping;

    /// @param prefix of the names of files, which no other provider has
    /// @param mapping the contents of the file of a load balancer that is present
    public ServiceFiles(
            Director director, String prefix, Function<Deployment, IpvsMapping.Services> mapping) {
        this.director = director;
        fragments = director.fragments();
        this.prefix = prefix;
        this.mapping = mapping;
    }

    private Path file(String id) {
        return fragments.file(prefix, id);
    }

    /// Puts load balancers in place, or takes them away.
    ///
    /// @return why, for each that could not be put in place
    public Map<String, String> apply(List<Deployment> all) {
        Map<String, String> refused = new HashMap<>();
        Undo undo = new Undo();
        String cutOff = cutOff(all, undo);
        if (cutOff != null) {
            log.warn("Load balancers that are deleted drain first: {}", cutOff);
        }
        List<Deployment> written = new ArrayList<>();
        for (Deployment each : all) {
            String problem = write(each, undo);
            if (problem == null) {
                written.add(each);
            } else {
                refused.put(each.id(), problem);
            }
        }
        String problem = written.isEmpty() ? null : director.inForce(undo);
        if (problem != null) {
            director.takeBack(undo);
            if (written.size() == 1) {
                refused.put(written.getFirst().id(), problem);
            } else {
                written.forEach(each -> refused.putAll(apply(List.of(each))));
            }
        }
        return refused;
    }

    /// Members that leave a load balancer have time to finish their connections; those of one that
    /// is deleted have none. So these first lose that time, by a reload of its own.
    ///
    /// @return why that could not be; then they drain
    private @Nullable String cutOff(List<Deployment> all, Undo undo) {
        boolean some = false;
        try {
            for (Deployment each : all) {
                Path file = file(each.id());
                String present = each.present() ? null : Fragments.read(file);
                if (present != null) {
                    String without = DRAIN.matcher(present).replaceAll("");
                    some |= !without.equals(present);
                    fragments.put(file, without, undo);
                }
            }
            return some ? director.inForce(undo) : null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /// Writes the file of one load balancer.
    ///
    /// @return why it cannot be in force; its old file is there then
    private @Nullable String write(Deployment deployment, Undo undo) {
        Undo own = new Undo();
        Path file = file(deployment.id());
        try {
            String problem = director.problem(deployment);
            if (problem == null && deployment.present()) {
                IpvsMapping.Services services = mapping.apply(deployment);
                String text =
                        ConfigurationDump.staticAddresses(services.addresses())
                                + ConfigurationDump.services(services.groups(), services.servers());
                fragments.put(file, text, own);
                problem = readBack(file, services);
            } else if (problem == null) {
                fragments.put(file, null, own);
            }
            if (problem != null) {
                fragments.undo(own);
                return problem;
            }
            director.place(deployment, own);
            undo.putAll(own);
            return null;
        } catch (IOException | RuntimeException e) {
            return file + ": " + e.getMessage();
        }
    }

    /// Names of clients are escaped, so that they keep their meaning in the file.
    private static @Nullable String readBack(Path file, IpvsMapping.Services services) {
        if (services.servers().isEmpty() && services.addresses().isEmpty()) {
            return null;
        }
        ReadResult read = ConfigurationReader.read(file.toString(), ReaderOptions.ofThisProcess());
        Configuration configuration = read.configuration();
        boolean same =
                configuration.statics().addresses().equals(services.addresses())
                        && configuration.virtualServers().equals(services.servers())
                        && configuration.virtualServerGroups().equals(services.groups());
        return same ? null : "the configuration made of it reads back differently";
    }

    /// Applies all load balancers there are, and takes away what belongs to none.
    ///
    /// @param kept ids whose files stay as they are
    public Map<String, String> synchronize(List<Deployment> all, List<String> kept) {
        Map<String, String> refused = new HashMap<>();
        Undo undo = new Undo();
        Set<String> known = new HashSet<>(kept);
        for (Deployment each : all) {
            known.add(each.id());
            String problem = write(each, undo);
            if (problem != null) {
                refused.put(each.id(), problem);
            }
        }
        try {
            for (String each : fragments.present(prefix)) {
                if (!known.contains(each)) {
                    log.info("Removing the file of load balancer {}, which is gone", each);
                    fragments.put(file(each), null, undo);
                }
            }
        } catch (IOException e) {
            log.error("{}", e.getMessage());
        }
        String problem = director.inForce(undo);
        if (problem != null) {
            log.warn("The daemon has not taken the load balancers yet: {}", problem);
        }
        return refused;
    }
}
