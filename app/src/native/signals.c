/* Signals of the daemon's process. Java handles each on a thread of its own, which under a limit of
   processes cannot be made: the signal is lost. Here the handler writes the signal's number into a
   pipe, and one Java thread, made at the start, reads them. */
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "upkeep.h"

static int ends[2] = {-1, -1};

static void write_number(int signal) {
    int before = errno;
    unsigned char number = (unsigned char)signal;
    (void)!write(ends[1], &number, 1); /* when it is full, thousands wait already */
    errno = before;
}

static void fail_with(JNIEnv *jni, const char *what) {
    (*jni)->ThrowNew(jni, (*jni)->FindClass(jni, "java/io/IOException"), what);
}

static void JNICALL take(JNIEnv *jni, jclass type, jintArray numbers) {
    (void)type;
    jint each[NSIG];
    jsize count = (*jni)->GetArrayLength(jni, numbers);
    if (count > NSIG || pipe2(ends, O_CLOEXEC) != 0) {
        fail_with(jni, strerror(errno));
        return;
    }
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    (*jni)->GetIntArrayRegion(jni, numbers, 0, count, each);
    struct sigaction action = {.sa_handler = write_number, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    for (jsize i = 0; i < count; i++) sigaction(each[i], &action, NULL);
}

static jint JNICALL next(JNIEnv *jni, jclass type) {
    (void)type;
    unsigned char number;
    ssize_t size;
    while ((size = read(ends[0], &number, 1)) < 0 && errno == EINTR) {}
    if (size == 1) return number;
    fail_with(jni, size == 0 ? "the pipe is closed" : strerror(errno));
    return 0;
}

static void JNICALL release(JNIEnv *jni, jclass type) {
    (void)jni;
    (void)type;
    write_number(0);
}

void register_signals(JNIEnv *jni) {
    const JNINativeMethod methods[] = {{"take", "([I)V", (void *)take}, {"next", "()I", (void *)next},
                                       {"release", "()V", (void *)release}};
    jclass type = (*jni)->FindClass(jni, "dev/upkeep/app/process/ProcessSignals");
    if (type != NULL) (*jni)->RegisterNatives(jni, type, methods, sizeof methods / sizeof *methods);
}
