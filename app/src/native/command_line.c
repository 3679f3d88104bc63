/* The few options that must be known before there is a Java virtual machine. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"
#include "upkeep.h"

static const char *const COMMAND_NAMES[] = {COMMANDS};

static bool is_command(const char *word) {
    for (size_t i = 0; i < sizeof COMMAND_NAMES / sizeof *COMMAND_NAMES; i++)
        if (strcmp(word, COMMAND_NAMES[i]) == 0) return true;
    return false;
}

/* Takes `-J OPTION` and `-JOPTION` at the beginning of the words, as the tools of the JDK do. */
static void take_vm_options(struct invocation *line, int argc, char **argv) {
    char **options = calloc((size_t)argc, sizeof *options);
    int first = 1;
    while (options != NULL && first < argc && strncmp(argv[first], "-J", 2) == 0) {
        if (argv[first][2] != '\0')
            options[line->vm_option_count++] = argv[first++] + 2;
        else if (first + 1 < argc) {
            options[line->vm_option_count++] = argv[first + 1];
            first += 2;
        } else
            fail("-J needs an option of the Java virtual machine");
    }
    argv[first - 1] = argv[0];
    line->argv = argv + first - 1;
    line->argc = argc - first + 1;
    line->vm_options = options;
}

struct invocation read_command_line(int argc, char **argv) {
    struct invocation line = {.respawn = true};
    take_vm_options(&line, argc, argv);
    if (line.argc == 0) fail("started without a name");
    const char *slash = strrchr(line.argv[0], '/');
    const char *name = slash == NULL ? line.argv[0] : slash + 1;
    line.tool = strcmp(name, "genhash") == 0 || (line.argc > 1 && is_command(line.argv[1]));
    if (line.tool) return line;

    /* getopt_long moves the words that are no options: it gets a copy. */
    char **words = calloc((size_t)line.argc + 1, sizeof *words);
    if (words == NULL) fail("no memory");
    memcpy(words, line.argv, (size_t)line.argc * sizeof *words);
    opterr = 0;
    int option;
    while ((option = getopt_long(line.argc, words, OPTION_LETTERS, OPTION_NAMES, NULL)) != -1) {
        switch (option) {
            case OPTION_CONFIG_TEST:
            case OPTION_VERSION:
            case OPTION_HELP:
            case OPTION_SIGNUM:
            case OPTION_GENHASH:
            case '?':
            case ':': line.tool = true; break;
            case OPTION_DONT_FORK: line.foreground = true; break;
            case OPTION_DONT_RESPAWN: line.respawn = false; break;
            case OPTION_CORE_DUMP:
            case OPTION_CORE_DUMP_PATTERN: line.core_dump = true; break;
            case OPTION_IGNORE_SIGINT: line.ignore_interrupt = true; break;
            default: break;
        }
        if (option == OPTION_GENHASH) break; /* the rest are its own */
    }
    free(words);
    /* The first process of a container has nobody who would wait for it to return, and a service
       manager that listens for READY=1 expects the process it started to stay. */
    if (getpid() == 1 || (getppid() == 1 && getenv("NOTIFY_SOCKET") != NULL)) line.foreground = true;
    return line;
}
