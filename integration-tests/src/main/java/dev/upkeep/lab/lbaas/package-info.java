/// Load balancers as a service in the lab: `./lab demo lbaas`, and what its tests share with it.
@NullMarked
package dev.upkeep.lab.lbaas;

import org.jspecify.annotations.NullMarked;
