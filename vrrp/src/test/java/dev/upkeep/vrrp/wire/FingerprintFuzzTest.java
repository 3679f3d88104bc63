package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.fuzz.Fuzz;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Fingerprints that anyone in the network may send.
class FingerprintFuzzTest {

    /// Whatever is genuine is what was signed.
    @Test
    void datagrams_areReadOrMalformed_andNotGenuineWhenChanged() {
        byte[] signed = FingerprintDatagramTest.written(9, FingerprintDatagramTest.KEY);
        Fuzz.run(
                "fingerprint",
                List.of(signed, FingerprintDatagramTest.written(0, null)),
                Set.of(MalformedPacketException.class),
                (input, _) -> {
                    ByteBuffer bytes = ByteBuffer.wrap(input);
                    FingerprintDatagram read = FingerprintDatagram.read(bytes);
                    assertThat(read.fingerprint().addresses().size()).isLessThanOrEqualTo(64);
                    if (FingerprintDatagram.isGenuine(
                            bytes, FingerprintDatagramTest.SOURCE, FingerprintDatagramTest.KEY)) {
                        assertThat(input).isEqualTo(signed);
                    }
                });
    }
}
