/// Load balancers as a service: Octavia's API over the same engine. The packages `schema`, `model`,
/// `rules`, `status` and `mapping` are pure; start reading at `dev.upkeep.lbaas.model.Tree`.
@NullMarked
package dev.upkeep.lbaas;

import org.jspecify.annotations.NullMarked;
