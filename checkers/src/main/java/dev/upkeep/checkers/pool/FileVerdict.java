package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.Checker;

/// The meaning of the number in a track file for a server (`FILE_CHECK`): with weight 0 any number
/// but 0 is a failure; otherwise number x weight is added to the server's weight, and a product at
/// or below [#FAULT] is a failure.
public final class FileVerdict {

    /// `INT32_MIN`.
    static final long FAULT = Integer.MIN_VALUE;

    private FileVerdict() {}

    /// Returns the state of a check by the number in its track file: with weight 0 up while that is
    /// 0 (not 0 if reversed), else up unless the product with the weight is [#FAULT] or less.
    public static CheckState state(Checker.FileWeight check, int value) {
        boolean up =
                check.weight() == 0
                        ? (value == 0) != check.reverse()
                        : product(check, value) > FAULT;
        return new CheckState(up, true, 0, 0, false, null);
    }

    /// Returns the number added to the weight of the server: that of the file times the weight of
    /// the check, 0 while the check is down.
    public static long weight(Checker.FileWeight check, int value) {
        long product = product(check, value);
        return product <= FAULT ? 0 : product;
    }

    private static long product(Checker.FileWeight check, int value) {
        long factor = check.reverse() ? -(long) check.weight() : check.weight();
        return value * factor;
    }
}
