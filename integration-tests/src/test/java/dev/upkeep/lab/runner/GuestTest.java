package dev.upkeep.lab.runner;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class of tests that take the lab's kernel apart (unload modules, forbid loading them), and so
/// need one of their own: they are left out where the lab is the host's kernel.
public @Target(ElementType.TYPE) @Retention(RetentionPolicy.RUNTIME) @Tag(GuestTest.TAG) @interface
GuestTest {
    /// The tag of these classes.
    String TAG = "lab-guest";
}
