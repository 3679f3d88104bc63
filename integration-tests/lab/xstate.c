/*
 * Lets user-mode Linux run on processors whose saved state is larger than it knows (Intel AMX).
 *
 * The guest kernel reads and writes the floating-point state of its processes through ptrace in a
 * buffer of 2,696 bytes. A host kernel with AMX answers a write of less than the whole state (some
 * 11 KB) with EFAULT, and the guest dies at its first process. Loaded with LD_PRELOAD, this passes
 * the state on in its full length; what lies beyond the guest's buffer is in its initial state, as
 * no program of the guest can ask for AMX.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define NT_X86_XSTATE 0x202
#define LARGEST 65536

/* Static, as the guest kernel's stacks are short; two, for a call out of a signal handler. */
static char buffers[2][LARGEST];
static unsigned turn;
static size_t whole;

static long request(long what, long pid, long which, void *data)
{
	return syscall(SYS_ptrace, what, pid, which, data);
}

/* The kernel's PTRACE_PEEK* store their answer; the C library's return it. */
static long peek(long what, long pid, long address)
{
	long value;

	return request(what, pid, address, &value) < 0 ? -1 : value;
}

static long state(long what, long pid, struct iovec *guest)
{
	char *buffer = buffers[turn++ & 1];
	struct iovec full = { buffer, LARGEST };

	if (what == PTRACE_GETREGSET || whole == 0) {
		if (request(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &full) < 0)
			return -1;
		whole = full.iov_len;
	}
	if (whole <= guest->iov_len)
		return request(what, pid, NT_X86_XSTATE, guest);
	if (what == PTRACE_GETREGSET) {
		memcpy(guest->iov_base, buffer, guest->iov_len);
		return 0;
	}
	memcpy(buffer, guest->iov_base, guest->iov_len);
	memset(buffer + guest->iov_len, 0, whole - guest->iov_len);
	full.iov_len = whole;
	return request(what, pid, NT_X86_XSTATE, &full);
}

long ptrace(enum __ptrace_request what, ...)
{
	va_list arguments;
	long pid, address;
	void *data;

	va_start(arguments, what);
	pid = va_arg(arguments, pid_t);
	address = (long)va_arg(arguments, void *);
	data = va_arg(arguments, void *);
	va_end(arguments);
	if ((what == PTRACE_GETREGSET || what == PTRACE_SETREGSET) && address == NT_X86_XSTATE)
		return state(what, pid, data);
	if (what == PTRACE_PEEKTEXT || what == PTRACE_PEEKDATA || what == PTRACE_PEEKUSER)
		return peek(what, pid, address);
	return request(what, pid, address, data);
}
