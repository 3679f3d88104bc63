package dev.upkeep.lab.runner;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A class of tests that run in the lab's kernel, by `./lab test`, and nowhere else.
public @Target(ElementType.TYPE) @Retention(RetentionPolicy.RUNTIME) @Tag("lab") @interface
LabTest {}
