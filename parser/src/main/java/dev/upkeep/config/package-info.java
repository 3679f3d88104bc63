/// The configuration language of keepalived. [ConfigurationReader] is its door: it joins reading
/// ([dev.upkeep.config.read]) with the meaning of words ([dev.upkeep.config.schema]), which do not
/// know each other in both directions.
@NullMarked
package dev.upkeep.config;

import org.jspecify.annotations.NullMarked;
