package dev.upkeep.app.web;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers data points by the name of their metric.
final class MetricFamilies {

    private static final double MICROS = 1e-6;

    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, UnknownSnapshot.Builder> unknowns = new LinkedHashMap<>();
    private final Map<String, HistogramSnapshot.Builder> histograms = new LinkedHashMap<>();

    /// @param name without `_total`
    /// @param labels names and values in turn
    void counter(String name, String help, Number value, String... labels) {
        counters.computeIfAbsent(name, _ -> CounterSnapshot.builder().name(name).help(help))
                .dataPoint(
                        CounterSnapshot.CounterDataPointSnapshot.builder()
                                .value(value.doubleValue())
                                .labels(Labels.of(labels))
                                .build());
    }

    void gauge(String name, String help, Number value, String... labels) {
        gauge(name, help, value, Labels.of(labels));
    }

    void gauge(String name, String help, Number value, Labels labels) {
        gauges.computeIfAbsent(name, _ -> GaugeSnapshot.builder().name(name).help(help))
                .dataPoint(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value(value.doubleValue())
                                .labels(labels)
                                .build());
    }

    /// A counter whose name, which is kept, is not that of a counter.
    void unknown(String name, String help, Number value, String... labels) {
        unknown(name, help, value, Labels.of(labels));
    }

    void unknown(String name, String help, Number value, Labels labels) {
        unknowns.computeIfAbsent(name, _ -> UnknownSnapshot.builder().name(name).help(help))
                .dataPoint(
                        UnknownSnapshot.UnknownDataPointSnapshot.builder()
                                .value(value.doubleValue())
                                .labels(labels)
                                .build());
    }

    /// @param counts the first below 1 us, the n-th up to 2^n us, the last the rest
    void histogram(String name, String help, List<Long> counts, double sum, String... labels) {
        List<Double> bounds = new ArrayList<>();
        for (int i = 0; i < counts.size() - 1; i++) {
            bounds.add((1L << i) * MICROS);
        }
        bounds.add(Double.POSITIVE_INFINITY);
        histograms
                .computeIfAbsent(name, _ -> HistogramSnapshot.builder().name(name).help(help))
                .dataPoint(
                        HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                                .sum(sum)
                                .labels(Labels.of(labels))
                                .build());
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        counters.values().forEach(each -> all.add(each.build()));
        gauges.values().forEach(each -> all.add(each.build()));
        unknowns.values().forEach(each -> all.add(each.build()));
        histograms.values().forEach(each -> all.add(each.build()));
        return new MetricSnapshots(all);
    }
}
