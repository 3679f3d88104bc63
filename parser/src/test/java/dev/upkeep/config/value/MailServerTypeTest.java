package dev.upkeep.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class MailServerTypeTest {

    @Test
    void host_whoseResolverIsSilent_staysAndIsReported() {
        var read = Configurations.read("global_defs {\n smtp_server silent.example 26\n}\n");
        assertThat(read.configuration().global().mail().smtp().server())
                .isEqualTo("silent.example");
        assertThat(read.diagnostics())
                .extracting(Diagnostic::code, Diagnostic::severity)
                .contains(Tuple.tuple(DiagnosticCode.MAIL_SERVER, Severity.WARNING));
    }
}
