package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Numbers of CPUs; one bad number cancels the line.
public final class CpusType implements ValueType<List<Integer>> {
    public static final CpusType CPUS = new CpusType();
    private static final int LAST_CPU = 1023; // CPU_SETSIZE - 1

    private CpusType() {}

    @Override
    public @Nullable List<Integer> parse(Arguments in) {
        List<Integer> cpus = new ArrayList<>();
        do {
            Word word = in.require("the number of a CPU");
            Long cpu = word == null ? null : Numbers.whole(in, word, 0, LAST_CPU);
            if (cpu == null) {
                return null;
            }
            cpus.add(cpu.intValue());
        } while (in.hasNext());
        return cpus;
    }

    @Override
    public String syntax() {
        return "<CPU> ..";
    }

    @Override
    public String format(List<Integer> value) {
        return value.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
