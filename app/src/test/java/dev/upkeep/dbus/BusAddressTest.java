package dev.upkeep.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            textBlock =
                    """
                    null | /run/dbus/system_bus_socket
                    unix:path=/run/x | /run/x
                    unix:guid=1,path=/run/a%20b+c | /run/a b+c
                    tcp:host=h,port=1;unix:path=/run/x,guid=1 | /run/x
                    """)
    void path_isTheFirstOfTheAddresses(String text, String path) {
        assertThat(BusAddress.parse(text).getPath()).hasToString(path);
    }

    @Test
    void addressWithoutAPath_isRefusedWithWhatIsExpected() {
        assertThatThrownBy(() -> BusAddress.parse("unix:abstract=/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected unix:path=");
    }
}
