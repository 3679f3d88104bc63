package dev.upkeep.app.doctor;

import dev.upkeep.config.model.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All examinations of a machine.
public final class Examination {

    private Examination() {}

    /// Finds the problems of a machine, the worst first.
    public static List<Finding> of(Configuration configuration, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(PrivilegeExamination.of(configuration, machine));
        findings.addAll(InterfaceExamination.of(configuration, machine));
        findings.addAll(SettingExamination.of(configuration, machine));
        findings.addAll(FilterExamination.of(configuration, machine));
        findings.addAll(NeighborExamination.of(configuration, machine));
        return Stream.of(Finding.Severity.values())
                .flatMap(severity ->
                        findings.stream().filter(finding -> finding.severity() == severity))
                .distinct()
                .toList();
    }
}
