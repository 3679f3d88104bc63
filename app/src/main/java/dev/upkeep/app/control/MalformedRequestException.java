package dev.upkeep.app.control;

/// A request that the daemon does not understand. The message is for the one who wrote it.
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedRequestException(String message) {
        super(message);
    }
}
