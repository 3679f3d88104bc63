/// Metrics and the status page by HTTP. Loaded where `upkeep_status_address` is set; start reading
/// at [StatusListener].
@NullMarked
package dev.upkeep.app.web;

import org.jspecify.annotations.NullMarked;
