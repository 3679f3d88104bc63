package dev.upkeep.lab.runner;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class of tests that also need nftables for IP in the lab's kernel, or its process connector.
/// User-mode-linux of Debian is built without, so `./lab test` runs these in Debian's cloud kernel,
/// emulated, beside the rest.
public @Target(ElementType.TYPE) @Retention(RetentionPolicy.RUNTIME) @Tag(NftablesTest.TAG)
@interface NftablesTest {
    /// The tag of these classes.
    String TAG = "lab-nftables";
}
