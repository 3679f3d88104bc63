package dev.upkeep.dbus.object;

import java.util.List;

/// The answer to a [BusCall].
public sealed interface BusAnswer {

    /// Nothing but that it was done.
    BusAnswer DONE = new Values("", List.of());

    /// The call succeeded.
    ///
    /// @param signature of the values, empty for none
    /// @param values strings, numbers, and arrays for structures
    record Values(String signature, List<Object> values) implements BusAnswer {
        public Values {
            values = List.copyOf(values);
        }
    }

    /// The call failed.
    ///
    /// @param name such as `org.freedesktop.DBus.Error.UnknownMethod`
    /// @param text one line
    record Failure(String name, String text) implements BusAnswer {

        private static final String ERROR = "org.freedesktop.DBus.Error.";

        static Failure unknownMethod(String text) {
            return new Failure(ERROR + "UnknownMethod", text);
        }

        static Failure invalidArguments(String text) {
            return new Failure(ERROR + "InvalidArgs", text);
        }

        static Failure failed(String text) {
            return new Failure(ERROR + "Failed", text);
        }
    }
}
