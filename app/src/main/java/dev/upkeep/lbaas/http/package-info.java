/// Octavia's API over HTTP. Start reading at [ApiServer].
@NullMarked
package dev.upkeep.lbaas.http;

import org.jspecify.annotations.NullMarked;
