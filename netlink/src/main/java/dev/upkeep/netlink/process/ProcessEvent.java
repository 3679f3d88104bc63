package dev.upkeep.netlink.process;

/// An event of the kernel's process connector (`linux/cn_proc.h`). Threads are left out.
public sealed interface ProcessEvent {

    /// A process was copied.
    record Forked(int parent, int child) implements ProcessEvent {}

    /// A process runs another program, or changed its name.
    record Changed(int pid) implements ProcessEvent {}

    /// A process ended.
    record Exited(int pid) implements ProcessEvent {}

    /// Events were lost: all processes have to be looked at anew.
    record Lost() implements ProcessEvent {}

    /// Nothing will be reported any more.
    record Ended(String reason) implements ProcessEvent {}
}
