/* The parent of the daemon's process: has the pid that the pid file names, passes signals on, starts
   the process again when it dies, speaks to the service manager, and as first process of a container
   collects what others leave behind. It holds no state and allocates next to nothing. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "upkeep.h"

#define MAX_PID_FILES 8
#define MESSAGE_BYTES 4096
#define LONGEST_DELAY 60 /* seconds, between two starts */
#define LONGEST_START 60 /* seconds, until a child that is to stop listens */
#define RESTART 75       /* status of a child that asks to be started again */

static struct {
    pid_t child;
    int report;     /* where the child's messages arrive */
    int stop;       /* where the child sees at once that it is to stop */
    int waiting;    /* where the first process waits, -1 when it does not */
    bool ready;     /* once: then an end is no failed start any more */
    bool listening; /* the child has taken over its signals */
    bool held[NSIG]; /* signals that came before that */
    bool stopping;
    bool counting;    /* the child's time to stop has begun */
    bool overdue;     /* it was killed at the end of that */
    int stop_seconds; /* the child's time to stop */
    int watch_seconds; /* it is killed after so long without a sign of life; 0 for never */
    int silence;       /* seconds since the last one, in which both processes ran */
    bool silent;       /* it was killed for that */
    char message[MESSAGE_BYTES];
    size_t length;
    char *pid_files[MAX_PID_FILES]; /* to be removed when the child could not */
} now = {.waiting = -1, .stop_seconds = 5};

static time_t seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* sd_notify(3): the manager believes only the process that it started, and that is this one. */
static void notify_manager(const char *text) {
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    if (path == NULL || *text == '\0' || strlen(path) >= sizeof to.sun_path) return;
    strcpy(to.sun_path, path);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    char whole[MESSAGE_BYTES + 32];
    snprintf(whole, sizeof whole, "%sMAINPID=%d\n", text, (int)getpid());
    (void)!sendto(fd, whole, strlen(whole), MSG_NOSIGNAL, (struct sockaddr *)&to, size);
    close(fd);
}

static void release_first_process(void) {
    now.ready = true;
    if (now.waiting < 0) return;
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(null, STDERR_FILENO); /* until now what was said went to the terminal */
    close(null);
    (void)!write(now.waiting, "", 1);
    close(now.waiting);
    now.waiting = -1;
}

static void remember_pid_file(const char *path) {
    for (int i = 0; i < MAX_PID_FILES; i++) {
        if (now.pid_files[i] != NULL && strcmp(now.pid_files[i], path) == 0) return;
        if (now.pid_files[i] == NULL) {
            now.pid_files[i] = strdup(path);
            return;
        }
    }
}

/* The byte reaches the loop of VRRP itself; the signal passes two threads on its way, and cannot come
   by a signalfd, as Java's virtual machine unblocks it in every thread. Before the child listens every
   signal would end it, by Java's own handlers, and what an earlier run left in the kernel would stay
   there: they wait. */
static void pass_on(int signal) {
    bool end = signal == SIGTERM || signal == SIGINT;
    if (end && !now.stopping) alarm(LONGEST_START);
    now.stopping = now.stopping || end;
    if (!now.listening) {
        now.held[signal] = true;
        return;
    }
    if (end && !now.counting) {
        now.counting = true;
        alarm((unsigned)now.stop_seconds + 1);
        if (now.child > 0) (void)!write(now.stop, "", 1);
    }
    if (now.child > 0) kill(now.child, signal);
}

static void pass_on_held(void) {
    now.listening = true;
    for (int signal = 1; signal < NSIG; signal++)
        if (now.held[signal]) {
            now.held[signal] = false;
            pass_on(signal);
        }
}

/* A message: lines as sd_notify's, among them some that are only for us. */
static void take_message(char *message) {
    char rest[MESSAGE_BYTES] = "";
    bool ready = false;
    char *next;
    for (char *line = strtok_r(message, "\n", &next); line != NULL; line = strtok_r(NULL, "\n", &next)) {
        if (strncmp(line, "X_PIDFILE=", 10) == 0)
            remember_pid_file(line + 10);
        else if (strncmp(line, "X_STOP_SECONDS=", 15) == 0)
            now.stop_seconds = atoi(line + 15);
        else if (strncmp(line, "X_NAME=", 7) == 0)
            prctl(PR_SET_NAME, line + 7);
        else if (strncmp(line, "X_WATCH_SECONDS=", 16) == 0)
            now.watch_seconds = atoi(line + 16);
        else if (strcmp(line, "X_ALIVE=1") == 0)
            now.silence = 0;
        else if (strcmp(line, "X_LISTENING=1") == 0)
            pass_on_held();
        else {
            if (strcmp(line, "READY=1") == 0) ready = true;
            strcat(strcat(rest, line), "\n"); /* never longer than the message */
        }
    }
    notify_manager(rest);
    if (ready) release_first_process();
}

/* Messages end with NUL. One that is too long is dropped. */
static void read_messages(void) {
    char part[1024];
    ssize_t count;
    while ((count = read(now.report, part, sizeof part)) > 0) {
        for (ssize_t i = 0; i < count; i++) {
            if (now.length < sizeof now.message) now.message[now.length++] = part[i];
            if (part[i] != '\0') continue;
            if (now.message[now.length - 1] == '\0') take_message(now.message);
            now.length = 0;
        }
    }
}

static void start_child(const struct invocation *line, struct vm_start start, const sigset_t *mask) {
    int ends[2], stop[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(stop, O_CLOEXEC | O_NONBLOCK) != 0) fail("pipe: %m");
    pid_t parent = getpid();
    now.child = fork();
    if (now.child < 0) fail("fork: %m");
    if (now.child == 0) {
        close(ends[0]);
        close(stop[1]);
        if (now.waiting >= 0) close(now.waiting);
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* it stops cleanly when this process is killed */
        if (getppid() != parent) _exit(0);
        sigprocmask(SIG_SETMASK, mask, NULL);
        start.report = ends[1];
        start.stop = stop[0];
        run_vm(line, &start);
    }
    close(ends[1]);
    close(stop[0]);
    now.report = ends[0];
    now.stop = stop[1];
    now.length = 0;
    now.listening = now.counting = false;
    now.held[SIGTERM] = now.stopping;
    now.watch_seconds = now.silence = 0;
    now.silent = false;
}

/* Whether the child was stopped by a signal or a debugger: then it cannot give a sign of life. */
static bool child_stopped(void) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)now.child);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t count = read(fd, text, sizeof text - 1);
    close(fd);
    if (count <= 0) return false;
    text[count] = '\0';
    const char *state = strrchr(text, ')'); /* the name before it may hold anything */
    return state != NULL && strchr("Tt", state[2]) != NULL;
}

/* Counts wake-ups about a second apart rather than time: one that comes late, because this process
   was stopped as well, counts as one. */
static void watch_child(void) {
    static time_t last;
    time_t time = seconds();
    if (now.watch_seconds == 0 || now.stopping || time == last) return;
    last = time;
    if (child_stopped()) now.silence = 0;
    if (++now.silence <= now.watch_seconds) return;
    now.silent = true;
    kill(now.child, SIGKILL);
}

/* Every other signal is survived, as keepalived survives it. */
static bool asks_for_something(const struct invocation *line, int signal) {
    return signal == SIGTERM || (signal == SIGINT && !line->ignore_interrupt) || signal == SIGHUP || signal == SIGUSR1 ||
           signal == SIGUSR2 || signal == SIGRTMIN + 2 || signal == SIGRTMAX - 1;
}

/* Waits until the child has ended, doing everything else meanwhile. */
static int await_child(const struct invocation *line, int signals) {
    struct pollfd events[] = {{signals, POLLIN, 0}, {now.report, POLLIN, 0}};
    for (;;) {
        if (poll(events, 2, now.watch_seconds == 0 ? -1 : 1000) < 0 && errno != EINTR) fail("poll: %m");
        watch_child();
        if (events[1].revents != 0) {
            read_messages();
            if (events[1].revents & POLLHUP) events[1].fd = -1;
        }
        struct signalfd_siginfo signal;
        if ((events[0].revents & POLLIN) == 0 || read(signals, &signal, sizeof signal) != sizeof signal) continue;
        if (signal.ssi_signo == SIGALRM && now.stopping) {
            now.overdue = true;
            kill(now.child, SIGKILL);
            say("upkeep: the daemon's process did not %s within %d s and was killed; what it set in the kernel stays\n",
                now.counting ? "stop" : "start", now.counting ? now.stop_seconds + 1 : LONGEST_START);
        } else if (asks_for_something(line, (int)signal.ssi_signo))
            pass_on((int)signal.ssi_signo);
        int status;
        pid_t ended;
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
            if (ended == now.child) {
                read_messages();
                close(now.report);
                close(now.stop);
                return status;
            }
    }
}

/* Waits between two starts; a signal that asks for the end cuts it short. */
static void pause_before_start(const struct invocation *line, int signals, int delay) {
    for (time_t end = seconds() + delay, left; !now.stopping && (left = end - seconds()) > 0;) {
        struct pollfd event = {signals, POLLIN, 0};
        struct signalfd_siginfo signal;
        if (poll(&event, 1, (int)left * 1000) > 0 && read(signals, &signal, sizeof signal) == sizeof signal &&
            asks_for_something(line, (int)signal.ssi_signo))
            pass_on((int)signal.ssi_signo);
    }
}

/* A status that the same start would bring again. */
static bool permanent(int status) {
    if (!WIFEXITED(status)) return false;
    switch (WEXITSTATUS(status)) {
        case 0:
        case 1:
        case 2:
        case 4:
        case 6: return true;
        default: return false;
    }
}

int supervise(const struct invocation *line, struct vm_start start, int waiting) {
    sigset_t watched, before;
    sigfillset(&watched);
    const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTSTP, SIGTTIN, SIGTTOU};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigdelset(&watched, deadly[i]);
    sigprocmask(SIG_BLOCK, &watched, &before);
    int signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) fail("signalfd: %m");
    now.waiting = waiting;
    char died[64];
    bool last = false; /* to take out of the kernel what its predecessor left there */
    for (int delay = 0;;) {
        time_t begin = seconds();
        start_child(line, start, &before);
        pid_t child = now.child;
        int status = await_child(line, signals);
        if (seconds() - begin >= LONGEST_DELAY) delay = 0;
        bool killed = WIFSIGNALED(status), asked = WIFEXITED(status) && WEXITSTATUS(status) == RESTART;
        if (asked) delay = 0;
        now.child = 0;
        now.listening = false;
        bool left = now.stopping && !last && !now.overdue && !permanent(status) && line->respawn && now.ready;
        if ((now.stopping && !left) || permanent(status) || !line->respawn || !now.ready) {
            for (int i = 0; i < MAX_PID_FILES && now.pid_files[i] != NULL; i++) unlink(now.pid_files[i]);
            if (permanent(status)) return WEXITSTATUS(status);
            if (now.stopping) return 0;
            if (killed) say("upkeep: the daemon's process ended by signal %d\n", WTERMSIG(status));
            return killed ? 1 : WEXITSTATUS(status);
        }
        snprintf(died, sizeof died, "%d %s %d %d", (int)child,
                 now.silent ? "silence" : killed ? "signal" : "status",
                 now.silent ? now.watch_seconds : killed ? WTERMSIG(status) : WEXITSTATUS(status), delay);
        start.died = died;
        pause_before_start(line, signals, delay);
        last = now.stopping;
        if (!asked) delay = delay == 0 ? 1 : delay * 2 > LONGEST_DELAY ? LONGEST_DELAY : delay * 2;
    }
}
