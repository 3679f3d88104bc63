package dev.upkeep.vrrp.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Numbers of interface groups, as `ip link` names them.
final class InterfaceGroups {

    private static final Logger log = LoggerFactory.getLogger(InterfaceGroups.class);

    private static final List<Path> FILES =
            List.of(Path.of("/etc/iproute2/group"), Path.of("/usr/share/iproute2/group"));

    private InterfaceGroups() {}

    /// Returns the number of a group; 0, the default group, with a warning for a name that is not
    /// known.
    static int number(String group) {
        if (group.chars().allMatch(Character::isDigit)) {
            return Integer.parseUnsignedInt(group);
        }
        for (Path file : FILES) {
            try {
                for (String line : Files.readAllLines(file)) {
                    String[] words = line.strip().split("\\s+", 2);
                    if (words.length == 2 && words[1].equals(group)) {
                        return Integer.decode(words[0]);
                    }
                }
            } catch (NoSuchFileException none) {
                log.trace("{} does not exist", file);
            } catch (IOException | NumberFormatException unusable) {
                log.warn("{}: {}", file, unusable.getMessage());
            }
        }
        log.warn("interface group {} is not known: the default one is used", group);
        return 0;
    }
}
