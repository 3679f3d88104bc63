package dev.upkeep.vrrp.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Kernel settings in memory, for tests.
final class MemorySettings implements KernelSettings {

    final Map<String, String> values = new HashMap<>();

    @Override
    public String read(String path) throws IOException {
        String value = values.get(path);
        if (value == null) {
            throw new FileNotFoundException(path);
        }
        return value;
    }

    @Override
    public void write(String path, String value) {
        values.put(path, value);
    }
}
