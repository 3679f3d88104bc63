package dev.upkeep.lab.runner;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class of tests whose expectations hold in the host's own kernel only (`UPKEEP_LAB=host`).
public @Target(ElementType.TYPE) @Retention(RetentionPolicy.RUNTIME) @Tag(HostTest.TAG) @interface
HostTest {
    /// The tag of these classes.
    String TAG = "lab-host";
}
