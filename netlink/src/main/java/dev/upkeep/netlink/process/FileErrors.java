package dev.upkeep.netlink.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Words for what Java says about files: some of its exceptions have nothing but the path as their
/// message, others only the cause.
public final class FileErrors {

    private FileErrors() {}

    /// Returns the operation, its file and the cause.
    ///
    /// @param operation as in "write", after "cannot"
    public static IOException named(String operation, Path file, IOException cause) {
        return new IOException("cannot " + operation + " " + file + ": " + reason(cause), cause);
    }

    /// Returns the cause alone: `no such file or directory`.
    public static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemLoopException _ -> "too many symbolic links";
            case FileSystemException e when e.getReason() != null -> lower(e.getReason());
            default -> lower(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        };
    }

    private static String lower(String text) {
        boolean sentence = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return sentence ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
