/// Stores load balancers: documents with revisions. Start reading at [Store].
@NullMarked
package dev.upkeep.lbaas.store;

import org.jspecify.annotations.NullMarked;
