package dev.upkeep.netlink.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LibcTest {

    static Stream<Method> functions() {
        return Stream.of(Libc.class, ProcessLibc.class, FileLibc.class)
                .flatMap(library -> Stream.of(library.getMethods()));
    }

    /// A sixth argument arrives as rubbish, see [Libc].
    @ParameterizedTest
    @MethodSource("functions")
    void function_whenBound_hasAtMostFiveParameters(Method function) {
        assertThat(function.getParameterCount()).isLessThanOrEqualTo(5);
        assertThat(Modifier.isPublic(function.getDeclaringClass().getModifiers())).isTrue();
    }
}
