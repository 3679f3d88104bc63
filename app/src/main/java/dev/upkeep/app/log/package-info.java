/// Takes log messages: a bounded queue that every SLF4J logger feeds without waiting, and one
/// thread that hands them to Log4j2. Start reading at [dev.upkeep.app.log.Logs].
@NullMarked
package dev.upkeep.app.log;

import org.jspecify.annotations.NullMarked;
