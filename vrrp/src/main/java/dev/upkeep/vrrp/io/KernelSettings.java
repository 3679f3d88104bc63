package dev.upkeep.vrrp.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Kernel settings below `/proc/sys/net` of this network namespace. Reading and writing does not
/// block.
interface KernelSettings {

    /// The settings of the kernel.
    KernelSettings SYSTEM =
            new KernelSettings() {
                private static final Path ROOT = Path.of("/proc/sys/net");

                @Override
                public String read(String path) throws IOException {
                    return Files.readString(ROOT.resolve(path)).strip();
                }

                @Override
                public void write(String path, String value) throws IOException {
                    Files.writeString(ROOT.resolve(path), value);
                }
            };

    /// The value of a setting.
    ///
    /// @param path for example `ipv4/conf/eth0/arp_ignore`
    String read(String path) throws IOException;

    /// Changes a setting.
    void write(String path, String value) throws IOException;
}
