/* The native launcher of Upkeep: what its files share. Start reading at launcher.c. */
#ifndef UPKEEP_H
#define UPKEEP_H

#include <jni.h>
#include <stdbool.h>
#include <sys/types.h>

/* What the command line asks of the launcher; everything else is read by the Java program. */
struct invocation {
    bool tool;       /* no daemon: a command, -t, -v, --signum, genhash, or a wrong option */
    bool foreground; /* -n, or started where nobody waits for a return */
    bool respawn;    /* start the daemon's process again when it dies: unless -R */
    bool core_dump;  /* -m, -M */
    bool ignore_interrupt; /* --ignore-sigint */
    char **argv;     /* without options for the virtual machine */
    int argc;
    char **vm_options; /* from `-J OPTION` */
    int vm_option_count;
};

/* The options of a process that becomes a virtual machine. */
struct vm_start {
    const char *home;      /* the directory of the distribution */
    const char *collector; /* g1, z or serial */
    bool fixed;            /* the command line chose the collector, so the program may not */
    const char *namespace; /* network namespace that was entered already, or null */
    const char *died;      /* how the process before this one ended, or null */
    const char *directory; /* working directory that relative names refer to */
    int report;            /* descriptor for messages to the supervisor, -1 without one */
    int stop;              /* descriptor that is readable once the daemon is to stop, -1 without one */
};

/* Prints `upkeep: ` and a message, and ends the process with status 1. */
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Writes a line to the standard error if it can be done at once. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reads the command line as keepalived does (getopt_long), without judging it. */
struct invocation read_command_line(int argc, char **argv);

/* Runs the Java program in this process. Does not return. */
void run_vm(const struct invocation *line, const struct vm_start *start) __attribute__((noreturn));

/* Gives the Java program its native methods that take over signals. */
void register_signals(JNIEnv *jni);

/* Runs the daemon's process as a child until it ends; returns the status to end with.
   `waiting` is where the first process waits for a byte when it is ready, -1 when none waits. */
int supervise(const struct invocation *line, struct vm_start start, int waiting);

#endif
