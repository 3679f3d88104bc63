/// Health checks and the load balancer's table: what the other parts may see of it. The machinery
/// is in `probe` (one attempt of a check), `machine` (verdicts, pools, the desired table) and `io`
/// (threads, sockets, the kernel).
@NullMarked
package dev.upkeep.checkers;

import org.jspecify.annotations.NullMarked;
