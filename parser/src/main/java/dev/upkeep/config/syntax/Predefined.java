package dev.upkeep.config.syntax;

import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// The names that are defined without a definition. An operator may redefine them.
final class Predefined {

    private static final int MAX_RANDOM = 32767;

    private final ReaderOptions options;

    Predefined(ReaderOptions options) {
        this.options = options;
    }

    boolean knows(String name) {
        return switch (name) {
            case "_PWD", "_INSTANCE", "_RANDOM", "_HASH", "_BANG", "_ENV" -> true;
            default -> false; // text of the operator
        };
    }

    /// The value, or null when the parameters do not fit.
    @Nullable String value(String name, String parameters, String directory) {
        return switch (name) {
            case "_PWD" -> parameters.isEmpty() ? directory : null;
            case "_INSTANCE" -> parameters.isEmpty() ? options.configId() : null;
            case "_HASH" -> parameters.isEmpty() ? "#" : null;
            case "_BANG" -> parameters.isEmpty() ? "!" : null;
            case "_ENV" -> environment(parameters);
            case "_RANDOM" -> random(parameters);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static String usage(String name) {
        return switch (name) {
            case "_ENV" -> "write ${_ENV VARIABLE}";
            case "_RANDOM" -> "write ${_RANDOM [MIN [MAX]]}, 0 to " + Integer.MAX_VALUE;
            default -> "$" + name + " takes no parameters";
        };
    }

    private @Nullable String environment(String parameters) {
        StringTokenizer words = new StringTokenizer(parameters);
        if (words.countTokens() != 1) {
            return null;
        }
        String value = options.environment().get(words.nextToken());
        return value == null ? "" : value.replace('\n', ' ').replace('\0', ' ');
    }

    private @Nullable String random(String parameters) {
        StringTokenizer words = new StringTokenizer(parameters);
        if (words.countTokens() > 2) {
            return null;
        }
        int min = 0;
        int max = MAX_RANDOM;
        try {
            if (words.hasMoreTokens()) {
                min = Integer.parseUnsignedInt(words.nextToken());
            }
            if (words.hasMoreTokens()) {
                max = Integer.parseUnsignedInt(words.nextToken());
            }
        } catch (NumberFormatException notANumber) {
            return null;
        }
        if (min < 0 || max < min) {
            return null;
        }
        return Long.toString(options.random().nextLong(min, max + 1L));
    }
}
