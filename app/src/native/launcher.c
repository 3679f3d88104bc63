/* Starts Upkeep: the program `upkeep`, also called `keepalived` and `genhash`.

   A tool (`upkeep check`, `-t`) becomes the Java virtual machine in this process. A daemon has two
   processes, as keepalived has several: a small parent (supervisor.c), and its child, in which the
   virtual machine runs (vm.c). Both carry the name they were started by. In the background the first
   process waits until the daemon is ready, and ends with its status. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "upkeep.h"

extern char **environ;

void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    fputs("upkeep: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    exit(1);
}

/* Writes a line, unless that would block: a standard error that nobody reads stops no daemon. Less
   than PIPE_BUF bytes fit where a pipe is ready at all. */
void say(const char *format, ...) {
    char line[512];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    struct pollfd error = {STDERR_FILENO, POLLOUT, 0};
    if (length > 0 && poll(&error, 1, 0) == 1 && (error.revents & POLLOUT) != 0)
        (void)!write(STDERR_FILENO, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
}

/* Whoever closed a standard descriptor means that nothing is to be said there: the next file that is
   opened would take its number, and what is logged would be written to it. */
static void open_standard_descriptors(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != fd) exit(1);
}

/* The distribution is where the program is: in its bin/, whatever links lead there. */
static const char *find_home(void) {
    static char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) fail("/proc/self/exe: %m");
    path[length] = '\0';
    return dirname(dirname(path));
}

/* Whether the kernel is user-mode Linux, whose processes have too small an address space for ZGC and
   much of G1, or the processor is emulated by QEMU, where concurrent collectors cost too much. */
static bool slow_machine(void) {
    char text[512] = "";
    int fd = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t count = read(fd, text, sizeof text - 1);
    close(fd);
    return count > 0 && (strstr(text, "User Mode Linux") != NULL || strstr(text, "QEMU TCG CPU") != NULL);
}

/* G1 to start fast; the program asks for ZGC, which holds no thread for longer than a fraction of a
   millisecond, when the configuration has timers for which that counts. Serial for what ends at
   once and where memory is short (under ulimit -v). */
static void choose_collector(const struct invocation *line, struct vm_start *start) {
    start->fixed = true;
    for (int i = 0; i < line->vm_option_count; i++) {
        const char *option = line->vm_options[i];
        if (strcmp(option, "-XX:+UseZGC") == 0) start->collector = "z";
        if (strcmp(option, "-XX:+UseSerialGC") == 0) start->collector = "serial";
        if (strcmp(option, "-XX:+UseG1GC") == 0) start->collector = "g1";
    }
    if (start->collector != NULL) return;
    start->fixed = false;
    struct rlimit memory;
    bool limited = getrlimit(RLIMIT_AS, &memory) == 0 && memory.rlim_cur != RLIM_INFINITY;
    start->collector = line->tool || limited || slow_machine() ? "serial" : "g1";
}

/* Our own variables and those that a Java virtual machine would read are nobody's business here: they
   change neither the daemon nor the scripts that it runs. */
static void clean_environment(void) {
    static const char *const names[] = {"JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=", "_JAVA_OPTIONS=", "UPKEEP_"};
    char **to = environ;
    if (to == NULL) return;
    for (char **from = environ; *from != NULL; from++) {
        bool drop = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            drop = drop || strncmp(*from, names[i], strlen(names[i])) == 0;
        if (!drop && **from != '\0') *to++ = *from;
    }
    *to = NULL;
}

/* The daemon's process executes the launcher once more when the configuration asks for another
   collector or network namespace: `UPKEEP_AGAIN=PARENT REPORT STOP COLLECTOR DIRECTORY NAMESPACE`, each
   ended by a line feed, where PARENT is the parent's pid, so that nobody else's variable counts. */
static void continue_if_again(const struct invocation *line, struct vm_start start) {
    static const char name[] = "UPKEEP_AGAIN=";
    char *value = getenv("UPKEEP_AGAIN"), *fields[6] = {NULL};
    char *text = value == NULL ? NULL : strdup(value);
    if (text != NULL) memset(value - strlen(name), 0, strlen(name) + strlen(value)); /* /proc shows it */
    clean_environment();
    for (int i = 0; i < 6 && text != NULL; i++) fields[i] = strsep(&text, "\n");
    if (fields[5] == NULL || atoi(fields[0]) != getppid()) return;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != atoi(fields[0])) _exit(0);
    start.report = atoi(fields[1]);
    if (start.report >= 0) fcntl(start.report, F_SETFD, FD_CLOEXEC);
    start.stop = atoi(fields[2]);
    if (start.stop >= 0) fcntl(start.stop, F_SETFD, FD_CLOEXEC);
    start.collector = fields[3];
    start.directory = fields[4];
    start.namespace = *fields[5] == '\0' ? NULL : fields[5];
    run_vm(line, &start);
}

/* Copies what the start says to the terminal until the daemon is ready or has ended. */
static int wait_until_ready(pid_t daemon, int ready, int errors) {
    struct pollfd events[] = {{errors, POLLIN, 0}, {ready, POLLIN, 0}};
    char part[4096], byte;
    ssize_t count;
    fcntl(errors, F_SETFL, O_NONBLOCK);
    while (events[1].revents == 0) {
        if (poll(events, 2, -1) < 0 && errno != EINTR) fail("poll: %m");
        while ((count = read(errors, part, sizeof part)) > 0) (void)!write(STDERR_FILENO, part, (size_t)count);
        if (count == 0) events[0].fd = -1;
    }
    if (read(ready, &byte, 1) == 1) return 0;
    int status;
    while (waitpid(daemon, &status, 0) < 0)
        if (errno != EINTR) return 1;
    while ((count = read(errors, part, sizeof part)) > 0) (void)!write(STDERR_FILENO, part, (size_t)count);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* The virtual machine opens its jars, the daemon its sockets. Fewer would end in errors that name
   anything but the cause. */
static void need_descriptors(void) {
    const rlim_t enough = 1024, least = 64;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= enough) return;
    struct rlimit more = {enough, files.rlim_max < enough ? enough : files.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &more) == 0) return;
    more = (struct rlimit){files.rlim_max, files.rlim_max};
    if (files.rlim_max < least)
        fail("open files are limited to %lu, at least %lu are needed (ulimit -n, LimitNOFILE=)",
             (unsigned long)files.rlim_max, (unsigned long)least);
    setrlimit(RLIMIT_NOFILE, &more);
}

int main(int argc, char **argv) {
    open_standard_descriptors();
    struct invocation line = read_command_line(argc, argv);
    struct vm_start start = {.home = strdup(find_home()), .report = -1, .stop = -1};
    choose_collector(&line, &start);
    prctl(PR_SET_NAME, basename(strdup(line.argv[0])));
    continue_if_again(&line, start);
    need_descriptors();
    if (line.tool) run_vm(&line, &start);
    start.directory = getcwd(NULL, 0);
    if (line.foreground) return supervise(&line, start, -1);

    int ready[2], errors[2];
    if (pipe2(ready, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0) fail("pipe: %m");
    pid_t daemon = fork();
    if (daemon < 0) fail("fork: %m");
    if (daemon > 0) {
        close(ready[1]);
        close(errors[1]);
        return wait_until_ready(daemon, ready[0], errors[0]);
    }
    setsid();
    if (chdir("/") != 0) fail("/: %m");
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    dup2(errors[1], STDERR_FILENO);
    close(errors[0]);
    close(errors[1]);
    close(ready[0]);
    return supervise(&line, start, ready[1]);
}
