/// The content of requests: attributes, their types, and the errors of a client. Pure.
@NullMarked
package dev.upkeep.lbaas.schema;

import org.jspecify.annotations.NullMarked;
