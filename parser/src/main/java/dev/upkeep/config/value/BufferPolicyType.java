package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `vrrp_rx_bufs_policy`: `MTU`, `ADVERT` (any case) or a number of bytes; several may be given.
public final class BufferPolicyType implements ValueType<List<String>> {
    public static final BufferPolicyType POLICY = new BufferPolicyType();

    private BufferPolicyType() {}

    @Override
    public @Nullable List<String> parse(Arguments in) {
        List<String> policy = new ArrayList<>();
        do {
            Word word = in.require("MTU, ADVERT or a number of bytes");
            if (word == null) {
                return null;
            }
            String upper = word.text().toUpperCase(Locale.ROOT);
            if (upper.equals("MTU") || upper.equals("ADVERT")) {
                policy.add(upper);
                continue;
            }
            Long bytes = Numbers.whole(in, word, 1, Integer.MAX_VALUE);
            if (bytes != null) {
                policy.add(bytes.toString());
            }
        } while (in.hasNext());
        return policy.isEmpty() ? null : policy;
    }

    @Override
    public String syntax() {
        return "MTU|ADVERT|<bytes> ..";
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }
}
