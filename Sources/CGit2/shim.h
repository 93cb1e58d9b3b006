/* libgit2 (1.5 or later) for Swift, with zlib, which libgit2 needs itself. Only the module Git imports this. */
#ifndef ASSENT_CGIT2_SHIM_H
#define ASSENT_CGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#endif

/* Swift cannot call `git_libgit2_opts`, which is variadic. */

/* "Enable synchronized writes of files in the gitdir using `fsync` (or the platform equivalent) to ensure that new
 * object data is written to permanent storage, not simply cached. This defaults to disabled." */
static inline int assent_enable_fsync(void) {
    return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
}

/* "Enable strict verification of object hashsums when reading objects from disk. This may impact performance due to an
 * additional checksum calculation on each object. This defaults to enabled." git itself does not. */
static inline int assent_trust_objects(void) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

/* "Enable or disable owner validation". Ownership.swift has git's own rules instead. */
static inline int assent_validate_owners(int enabled) {
    return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/* "Set that the given git extensions are supported by the caller." */
static inline int assent_set_extensions(const char **extensions, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, count);
}

/* `inflateInit` is a macro, which Swift does not see. */
static inline int assent_inflate_init(z_stream *stream) {
    return inflateInit(stream);
}

/* Memory for this thread in large steps and large pages, for a program that is about to read much, and soon ends: else
 * every 4 KiB cost a page fault, and in other threads than the first every few pages a system call that stops all.
 * glibc asks for large pages by itself only if its tunable `glibc.malloc.hugetlb` was set before the program started.
 * This is advice: nothing but time depends on where glibc's heaps lie. */
static inline void assent_expect_much_memory(void) {
#ifdef __GLIBC__
    const size_t step = 64 << 20, room = 24 << 20;
    mallopt(M_TOP_PAD, (int)step);
    /* The most that glibc takes (HEAP_MAX_SIZE / 2): what is large comes from the heaps too. */
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    /* More than is left of a heap that the thread may have already: it grows now, and keeps what it grew by. */
    char *probe = (char *)malloc(room);
    char *end = (char *)sbrk(0);
    if (probe < end && (size_t)(end - probe) <= 2 * step) {
        /* The first thread's heap ends at the program's break. */
        char *page = (char *)(((uintptr_t)probe + 4095) & ~(uintptr_t)4095);
        madvise(page, (size_t)(end - page), MADV_HUGEPAGE);
    } else if (probe) {
        /* Every other one begins at a multiple of the most that it may grow to (HEAP_MAX_SIZE). */
        madvise((void *)((uintptr_t)probe & ~(uintptr_t)(step - 1)), step, MADV_HUGEPAGE);
    }
    free(probe);
#endif
}

/* An open file without a name, or -1. `memfd_create` is a GNU extension, which Swift's Glibc leaves out. */
static inline int assent_unnamed_file(void) {
#ifdef __linux__
    return (int)syscall(SYS_memfd_create, "assent", 1U /* MFD_CLOEXEC */);
#else
    char name[] = "/tmp/assent-XXXXXX";
    int file = mkstemp(name);
    if (file >= 0) {
        unlink(name);
        fcntl(file, F_SETFD, FD_CLOEXEC);
    }
    return file;
#endif
}

#endif
