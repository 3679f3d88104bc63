package dev.upkeep.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void plainText_staysTheSameObject() {
        String text = "bad greeting '554 n\u00e4in' \u4f60\u597d";
        assertThat(PrintableText.of(text)).isSameAs(text);
    }

    @Test
    void controlCharacters_areEscaped() {
        assertThat(PrintableText.of("554 x\r\n<30>forged\0\u001b[2J\t\u0085\u2028\u202e\u007f"))
                .isEqualTo("554 x\\r\\n<30>forged\\x00\\x1b[2J\\t\\x85\\u2028\\u202e\\x7f");
    }
}
