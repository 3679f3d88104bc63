package dev.upkeep.app.reload;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The content of `reload_time_file`: `HH:MM:SS`, `YY-MM-DD HH:MM:SS` or `YYYY-MM-DD HH:MM:SS`, in
/// local time, or UTC with a `Z` at the end. Pure.
///
/// @param at when to reload
/// @param daily whether only a time of day was given
public record ReloadTime(ZonedDateTime at, boolean daily) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(\\d{2}|\\d{4})-(\\d{1,2})-(\\d{1,2})[ \\t]+)?(\\d{1,2}):(\\d{2}):(\\d{2})(Z?)");

    private static final int CENTURY = 2000;

    /// Returns the time of a text. A time of day is the next one; a date may be past.
    ///
    /// @return null when the text is none of the forms
    public static @Nullable ReloadTime parse(String text, ZonedDateTime now) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        ZoneId zone = form.group(7).isEmpty() ? now.getZone() : ZoneOffset.UTC;
        ZonedDateTime here = now.withZoneSameInstant(zone);
        try {
            LocalTime time = LocalTime.of(number(form, 4), number(form, 5), number(form, 6));
            if (form.group(1) == null) {
                ZonedDateTime today = here.with(time);
                return new ReloadTime(today.isAfter(now) ? today : today.plusDays(1), true);
            }
            int year = number(form, 1);
            LocalDate date =
                    LocalDate.of(
                            year < 100 ? CENTURY + year : year, number(form, 2), number(form, 3));
            return new ReloadTime(date.atTime(time).atZone(zone), false);
        } catch (DateTimeException outOfRange) {
            return null;
        }
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
