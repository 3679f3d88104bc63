package dev.upkeep.netlink.nft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An element of a set: a key, or a range in each field of it.
///
/// @param from the lower ends, one per field
/// @param to the upper ends, included; the same as `from` where nothing is a range
/// @param mark what the key leads to in a map (unsigned 32 bits), null in a set
public record NftElement(List<NftValue> from, List<NftValue> to, @Nullable Integer mark) {

    public NftElement {
        from = List.copyOf(from);
        to = from.equals(to) ? from : List.copyOf(to);
    }

    /// Returns an element that is a single key of a set.
    public static NftElement of(NftValue... key) {
        List<NftValue> values = List.of(key);
        return new NftElement(values, values, null);
    }

    /// As `nft` writes it: `10.0.0.1-10.0.0.9 . 80 : 1000`.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < from.size(); i++) {
            out.append(i == 0 ? "" : " . ").append(from.get(i));
            if (!from.get(i).equals(to.get(i))) {
                out.append('-').append(to.get(i));
            }
        }
        return mark == null
                ? out.toString()
                : out.append(" : ").append(Integer.toUnsignedString(mark)).toString();
    }
}
