package dev.upkeep.lab.host;

import java.util.List;

/// The result of a finished command: its exit status (128 + signal when a signal ended it) and its
/// text.
public record Output(List<String> command, int status, String out, String err) {
    public Output {
        command = List.copyOf(command);
    }

    public boolean ok() {
        return status == 0;
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    @Override
    public String toString() {
        return String.join(" ", command) + ": status " + status + "\n" + out + err;
    }
}
