/// Health checks and the load balancer as a running subsystem. Start reading at [CheckerService].
@NullMarked
package dev.upkeep.checkers.service;

import org.jspecify.annotations.NullMarked;
