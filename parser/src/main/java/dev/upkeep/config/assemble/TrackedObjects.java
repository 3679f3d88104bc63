package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.BfdKeywords;
import dev.upkeep.config.keyword.FileKeywords;
import dev.upkeep.config.keyword.ProcessKeywords;
import dev.upkeep.config.keyword.ScriptKeywords;
import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.config.model.Script;
import dev.upkeep.config.model.TrackFile;
import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.TrackProcess.ParameterMatch;
import dev.upkeep.config.model.VrrpScript;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.value.InitFileType.InitFile;
import dev.upkeep.config.value.WeightType.Weight;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The things that instances and checkers watch: scripts, processes, files, BFD sessions.
final class TrackedObjects {

    private final BuildContext build;
    private final Scripts judge;
    final Definitions<VrrpScript> scripts = Definitions.beforeUse("vrrp_script");
    final Definitions<TrackProcess> processes = Definitions.beforeUse("vrrp_track_process");
    final Definitions<TrackFile> files = Definitions.beforeUse("track_file");
    final Definitions<BfdInstance> bfd = Definitions.beforeUse("bfd_instance");

    /// @param judge of the programs that scripts name
    TrackedObjects(BuildContext build, Scripts judge) {
        this.build = build;
        this.judge = judge;
    }

    private void taken(BoundBlock block) {
        build.error(
                DiagnosticCode.NAME_TAKEN,
                block.where(),
                block.node().name()
                        + " "
                        + block.name()
                        + " is defined twice; the first one stands",
                "choose another name");
    }

    void script(BoundBlock block) {
        if (!scripts.define(block.name(), scriptOf(block), block.where())) {
            build.findings()
                    .hint(
                            DiagnosticCode.NAME_TAKEN,
                            block.where(),
                            "vrrp_script "
                                    + block.name()
                                    + " is defined twice; the first one stands",
                            "choose another name");
        }
    }

    private @Nullable VrrpScript scriptOf(BoundBlock block) {
        Script script = block.get(ScriptKeywords.SCRIPT);
        if (script == null) {
            build.absent(
                    DiagnosticCode.SCRIPT_ABSENT,
                    block,
                    ScriptKeywords.SCRIPT,
                    "vrrp_script " + block.name() + " has no script; it is dropped",
                    "add script and a command");
            return null;
        }
        Duration interval =
                atLeastOne(block, ScriptKeywords.INTERVAL, ScriptKeywords.INTERVAL.defaultValue());
        Duration timeout = atLeastOne(block, ScriptKeywords.TIMEOUT, interval);
        Script owned =
                judge.resolve(
                        script.by(block.get(ScriptKeywords.USER)),
                        block.where(ScriptKeywords.SCRIPT),
                        block.where(ScriptKeywords.USER),
                        "script",
                        Severity.ERROR);
        if (owned == null) {
            return null;
        }
        Weight weight = block.value(ScriptKeywords.WEIGHT);
        return new VrrpScript(
                block.name(),
                owned,
                interval,
                timeout,
                weight.weight(),
                isReverse(weight),
                block.value(ScriptKeywords.RISE),
                block.value(ScriptKeywords.FALL),
                block.isOn(ScriptKeywords.INIT_FAIL));
    }

    private Duration atLeastOne(BoundBlock block, Keyword<Duration> keyword, Duration otherwise) {
        Duration value = block.get(keyword, otherwise);
        if (!value.isZero()) {
            return value;
        }
        build.error(
                DiagnosticCode.TIME_ZERO,
                block.where(keyword),
                keyword.name() + " 0 is taken as 1",
                "write 1");
        return Duration.ofSeconds(1);
    }

    private static boolean isReverse(Weight weight) {
        Boolean reverse = weight.reverse();
        return reverse != null && reverse;
    }

    void process(BoundBlock block) {
        List<String> command = block.get(ProcessKeywords.PROCESS);
        if (command == null) {
            build.absent(
                    DiagnosticCode.PROCESS_ABSENT,
                    block,
                    ProcessKeywords.PROCESS,
                    "vrrp_track_process " + block.name() + " has no process; it is dropped",
                    null);
        }
        TrackProcess value = command == null ? null : processOf(block, command);
        if (!processes.define(block.name(), value, block.where())) {
            taken(block);
        }
    }

    private TrackProcess processOf(BoundBlock block, List<String> command) {
        ParameterMatch match = block.get(ProcessKeywords.PARAM_MATCH);
        boolean parameters = command.size() > 1;
        Weight weight = block.value(ProcessKeywords.WEIGHT);
        Duration both = block.get(ProcessKeywords.DELAY, Duration.ZERO);
        int quorum = block.value(ProcessKeywords.QUORUM);
        int most = block.value(ProcessKeywords.QUORUM_MAX);
        if (most < quorum && block.has(ProcessKeywords.QUORUM)) {
            build.error(
                    DiagnosticCode.PROCESS_QUORUM,
                    block.where(ProcessKeywords.QUORUM_MAX),
                    "quorum_max " + most + " is less than quorum " + quorum,
                    null);
        }
        return new TrackProcess(
                block.name(),
                command,
                match != null ? match : parameters ? ParameterMatch.EXACT : ParameterMatch.NONE,
                weight.weight(),
                isReverse(weight),
                most < quorum ? Math.min(quorum, most) : quorum,
                most,
                block.get(ProcessKeywords.TERMINATE_DELAY, both),
                block.get(ProcessKeywords.FORK_DELAY, both),
                parameters || match != null || block.isOn(ProcessKeywords.FULL_COMMAND));
    }

    void file(BoundBlock block) {
        String path = block.get(FileKeywords.FILE);
        if (path == null) {
            build.absent(
                    DiagnosticCode.FILE_ABSENT,
                    block,
                    FileKeywords.FILE,
                    block.node().name() + " " + block.name() + " has no file; it is dropped",
                    "add file and a path");
        }
        Weight weight = block.value(FileKeywords.WEIGHT);
        InitFile init = block.get(FileKeywords.INIT_FILE);
        TrackFile value =
                path == null
                        ? null
                        : new TrackFile(
                                block.name(),
                                path,
                                weight.weight(),
                                isReverse(weight),
                                init == null ? null : Integer.valueOf(init.value()),
                                init != null && init.overwrite());
        if (!files.define(block.name(), value, block.where())) {
            taken(block);
        }
    }

    void bfd(BoundBlock block) {
        if (!bfd.define(block.name(), bfdOf(block), block.where())) {
            taken(block);
        }
    }

    private @Nullable BfdInstance bfdOf(BoundBlock block) {
        IpAddress neighbor = block.get(BfdKeywords.NEIGHBOR_IP);
        if (neighbor == null) {
            build.absent(
                    DiagnosticCode.BFD_NEIGHBOR,
                    block,
                    BfdKeywords.NEIGHBOR_IP,
                    "bfd_instance " + block.name() + " has no neighbor_ip; it is dropped",
                    null);
            return null;
        }
        IpAddress source = block.get(BfdKeywords.SOURCE_IP);
        if (source != null && source.family() != neighbor.family()) {
            build.error(
                    DiagnosticCode.ADDRESS_FAMILY,
                    block.where(BfdKeywords.SOURCE_IP),
                    "source_ip "
                            + source
                            + " and neighbor_ip "
                            + neighbor
                            + " differ in family;"
                            + " the session is dropped",
                    null);
            return null;
        }
        BfdInstance same =
                bfd.values().stream()
                        .filter(other -> other.neighbor().equals(neighbor))
                        .filter(other ->
                                other.hops().multihop() == block.isOn(BfdKeywords.MULTIHOP))
                        .filter(other ->
                                source == null
                                        || other.source() == null
                                        || source.equals(other.source()))
                        .findFirst()
                        .orElse(null);
        if (same != null && !bfd.knows(block.name())) {
            build.error(
                    DiagnosticCode.BFD_TWICE,
                    block.where(),
                    "bfd_instance "
                            + block.name()
                            + " has the addresses of bfd_instance "
                            + same.name()
                            + "; it is dropped",
                    "one session with a neighbour is enough; give each an own source_ip else");
            return null;
        }
        int ttl = block.get(BfdKeywords.TTL, neighbor.family() == Family.INET ? 255 : 64);
        int hops = block.value(BfdKeywords.MAX_HOPS);
        if (hops > ttl) {
            build.error(
                    DiagnosticCode.BFD_HOPS,
                    block.where(BfdKeywords.MAX_HOPS),
                    "max_hops " + hops + " is more than the ttl; " + ttl + " is used",
                    null);
        }
        Weight weight = block.value(BfdKeywords.WEIGHT);
        boolean vrrp = block.isOn(BfdKeywords.VRRP);
        boolean checker = block.isOn(BfdKeywords.CHECKER);
        return new BfdInstance(
                block.name(),
                source,
                neighbor,
                block.isOn(BfdKeywords.PASSIVE),
                new BfdInstance.Timing(
                        block.value(BfdKeywords.MIN_RX),
                        block.value(BfdKeywords.MIN_TX),
                        block.value(BfdKeywords.IDLE_TX),
                        block.value(BfdKeywords.MULTIPLIER)),
                new BfdInstance.Hops(ttl, Math.min(hops, ttl), block.isOn(BfdKeywords.MULTIHOP)),
                weight.weight(),
                isReverse(weight),
                vrrp || !checker,
                checker || !vrrp);
    }
}
