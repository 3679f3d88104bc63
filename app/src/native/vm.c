/* This process becomes the Java virtual machine: same name, same pid, nothing is executed. */
#include <dlfcn.h>
#include <jni.h>
#include <locale.h>
#include <langinfo.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "upkeep.h"

#define MAIN_CLASS "dev/upkeep/app/Main"
#define MAX_OPTIONS 128
#define STACK_BYTES (1024 * 1024)

struct job {
    const struct invocation *line;
    JavaVMOption options[MAX_OPTIONS];
    int option_count;
    jint (*create)(JavaVM **, void **, void *);
};

static void add(struct job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct job *job, const char *format, ...) {
    char *text;
    va_list values;
    va_start(values, format);
    if (job->option_count == MAX_OPTIONS || vasprintf(&text, format, values) < 0)
        fail("too many options for the Java virtual machine");
    va_end(values);
    job->options[job->option_count++].optionString = text;
}

/* One option a line; a line that begins with # is a comment. */
static void add_file(struct job *job, const char *home) {
    char path[4096], *line = NULL;
    size_t size = 0;
    ssize_t length;
    snprintf(path, sizeof path, "%s/lib/java.options", home);
    FILE *file = fopen(path, "re");
    if (file == NULL) fail("%s: %m", path);
    while ((length = getline(&line, &size, file)) != -1) {
        while (length > 0 && strchr(" \t\n", line[length - 1]) != NULL) line[--length] = '\0';
        if (length > 0 && line[0] != '#') add(job, "%s", line);
    }
    free(line);
    fclose(file);
}

static void add_collector(struct job *job, const char *collector) {
    /* The process ends and is started anew: a daemon that lacks memory is half alive. */
    add(job, "-XX:+ExitOnOutOfMemoryError");
    if (strcmp(collector, "g1") == 0) {
        add(job, "-XX:+UseG1GC");
        /* What lives grows with the configuration; the garbage of checks is collected after 16 MiB,
           where it would otherwise spread over hundreds. Reading 50,000 servers takes no longer. */
        add(job, "-XX:MaxNewSize=16m");
        /* Not what a quarter of the machine's memory calls for: with 4 MiB a region, the survivors of a
           collection and the ends of half-full regions are a dozen MiB that nobody needs. */
        add(job, "-XX:G1HeapRegionSize=1m");
        /* System.gc(), which the daemon calls when it has nothing to do, gives unused memory back.
           Later the little garbage of adverts and checks would pile up for hours: it is collected
           from time to time. */
        add(job, "-XX:+ExplicitGCInvokesConcurrent");
        add(job, "-XX:MinHeapFreeRatio=10");
        add(job, "-XX:MaxHeapFreeRatio=30");
        add(job, "-XX:G1PeriodicGCInterval=30000"); /* milliseconds */
    } else if (strcmp(collector, "z") == 0) {
        add(job, "-XX:+UseZGC");
        add(job, "-XX:ZUncommitDelay=1");          /* seconds */
        add(job, "-XX:ZCollectionIntervalMinor=10"); /* seconds */
    } else {
        add(job, "-XX:+UseSerialGC");
        add(job, "-XX:+DisableExplicitGC");
    }
}

/* What an advert, a take-over and a shutdown run is compiled after six calls instead of six hundred, what
   these call in the Java library after thirty: the warm-up repeats it a dozen times, and the first real one
   finds it done. Not with the serial collector, which is for what ends at once and for slow machines. */
static void add_compiler(struct job *job, const char *collector) {
    static const char *const packages[] = {"vrrp.io",      "vrrp.machine",  "vrrp.resource",  "vrrp.wire",
                                           "netlink.loop", "netlink.route", "netlink.socket", "netlink.libc",
                                           "netlink.wire", "net",           "app.log"};
    static const char *const library[] = {
        "java.nio.*",
        "java.util.ArrayDeque",
        "java.util.ArrayList",
        "java.util.Arrays",
        "java.util.HashMap*",
        "java.util.LinkedHashMap*",
        "java.util.IdentityHashMap*",
        "java.util.EnumMap",
        "java.util.ImmutableCollections*",
        "java.util.Abstract*",
        "java.util.concurrent.atomic.*",
        "java.lang.AbstractStringBuilder",
        "java.lang.StringBuilder",
        "java.lang.Math",
        "java.time.Duration",
        "jdk.internal.misc.*",
        "com.kenai.jffi.*",
    };
    if (strcmp(collector, "serial") == 0) return;
    add(job, "-XX:CompileCommand=quiet");
    for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
        add(job, "-XX:CompileCommand=CompileThresholdScaling,dev.upkeep.%s.*::*,0.01", packages[i]);
    for (size_t i = 0; i < sizeof library / sizeof *library; i++)
        add(job, "-XX:CompileCommand=CompileThresholdScaling,%s::*,0.05", library[i]);
}

/* What keepalived survives does not end the virtual machine either. A handler, not SIG_IGN: scripts
   must not inherit it. SIGXCPU has no handler in Java and is reported by the kernel's limit. */
static void nothing(int signal) { (void)signal; }

static void survive_signals(void) {
    struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
    const int named[] = {SIGTRAP, SIGABRT, SIGALRM, SIGSTKFLT, SIGURG,  SIGXCPU, SIGVTALRM,
                         SIGPROF, SIGWINCH, SIGIO,  SIGPWR,    SIGSYS, SIGHUP,  SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) sigaction(named[i], &action, NULL);
    for (int signal = SIGRTMIN; signal <= SIGRTMAX; signal++) sigaction(signal, &action, NULL);
}

static void check(JNIEnv *jni, const char *what) {
    if ((*jni)->ExceptionCheck(jni)) {
        (*jni)->ExceptionDescribe(jni);
        fail("%s", what);
    }
}

static jobject java_text(JNIEnv *jni, jclass text, const char *bytes) {
    jmethodID of = (*jni)->GetMethodID(jni, text, "<init>", "([BLjava/lang/String;)V");
    jsize length = (jsize)strlen(bytes);
    jbyteArray array = (*jni)->NewByteArray(jni, length);
    check(jni, "cannot pass the command line");
    (*jni)->SetByteArrayRegion(jni, array, 0, length, (const jbyte *)bytes);
    return (*jni)->NewObject(jni, text, of, array, (*jni)->NewStringUTF(jni, "UTF-8"));
}

/* Names of files are bytes; Java reads them as the locale says, and as ASCII in a locale without
   UTF-8. The environment is as before when Java looks at it. */
static jint create_with_utf8(struct job *job, JavaVM **vm, JNIEnv **jni) {
    JavaVMInitArgs start = {.version = JNI_VERSION_21, .nOptions = job->option_count, .options = job->options};
    setlocale(LC_ALL, "");
    bool utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    char *given = getenv("LC_ALL");
    given = given == NULL ? NULL : strdup(given);
    if (!utf8) setenv("LC_ALL", "C.UTF-8", 1);
    jint status = job->create(vm, (void **)jni, &start);
    if (!utf8) {
        if (given == NULL)
            unsetenv("LC_ALL");
        else
            setenv("LC_ALL", given, 1);
    }
    free(given);
    return status;
}

/* Not on the first thread: the virtual machine cannot guard the end of its stack. */
static void *run(void *argument) {
    struct job *job = argument;
    JavaVM *vm;
    JNIEnv *jni;
    if (create_with_utf8(job, &vm, &jni) != JNI_OK) fail("the Java virtual machine does not start");
    jclass text = (*jni)->FindClass(jni, "java/lang/String");
    jclass program = (*jni)->FindClass(jni, MAIN_CLASS);
    check(jni, "the program is not complete");
    register_signals(jni);
    check(jni, "the program is not complete");
    jmethodID entry = (*jni)->GetStaticMethodID(jni, program, "main", "([Ljava/lang/String;)V");
    check(jni, "the program is not complete");
    jobjectArray words = (*jni)->NewObjectArray(jni, job->line->argc - 1, text, NULL);
    for (int i = 1; i < job->line->argc; i++)
        (*jni)->SetObjectArrayElement(jni, words, i - 1, java_text(jni, text, job->line->argv[i]));
    check(jni, "cannot pass the command line");
    (*jni)->CallStaticVoidMethod(jni, program, entry, words);
    check(jni, "ended by an exception");
    (*vm)->DestroyJavaVM(vm);
    exit(0);
}

void run_vm(const struct invocation *line, const struct vm_start *start) {
    struct job *job = calloc(1, sizeof *job);
    char path[4096];
    snprintf(path, sizeof path, "%s/runtime/lib/server/libjvm.so", start->home);
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (job == NULL || library == NULL) fail("%s", dlerror());
    *(void **)&job->create = dlsym(library, "JNI_CreateJavaVM");
    if (job->create == NULL) fail("%s", dlerror());
    job->line = line;
    add_file(job, start->home);
    add_collector(job, start->collector);
    add_compiler(job, start->collector);
    /* Made with G1, loaded by Serial; ZGC would refuse it. */
    if (strcmp(start->collector, "z") != 0) add(job, "-XX:AOTCache=%s/lib/upkeep.aot", start->home);
    add(job, "-Djava.class.path=%s/lib/upkeep.jar", start->home);
    add(job, "-Djffi.boot.library.path=%s/lib", start->home);
    add(job, "-Djava.library.path=%s/lib", start->home); /* of Conscrypt's native library */
    add(job, "-Dupkeep.home=%s", start->home);
    add(job, "-Dupkeep.program=%s", line->argv[0]);
    add(job, "-Dupkeep.collector=%s", start->fixed ? "fixed" : start->collector);
    if (start->directory != NULL) add(job, "-Dupkeep.directory=%s", start->directory);
    if (start->namespace != NULL) add(job, "-Dupkeep.namespace=%s", start->namespace);
    if (start->report >= 0) add(job, "-Dupkeep.supervisor=%d", start->report);
    if (start->stop >= 0) add(job, "-Dupkeep.stop=%d", start->stop);
    if (!line->respawn) add(job, "-Dupkeep.respawn=no");
    if (start->died != NULL) add(job, "-Dupkeep.died=%s", start->died);
    for (int i = 0; i < line->vm_option_count; i++) add(job, "%s", line->vm_options[i]);
    if (line->core_dump) setrlimit(RLIMIT_CORE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    mallopt(M_ARENA_MAX, 2); /* one per thread would cost a megabyte each */
    if (!line->tool) survive_signals();

    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    pthread_attr_setguardsize(&attributes, 0); /* the virtual machine makes its own */
    if (pthread_create(&thread, &attributes, run, job) != 0) fail("no thread for the Java virtual machine");
    pthread_join(thread, NULL);
    exit(1);
}
