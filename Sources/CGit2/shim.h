/* libgit2 (1.5 or later) for Swift, with zlib, which libgit2 needs itself. Only the module Git imports this. */
#ifndef ASSENT_CGIT2_SHIM_H
#define ASSENT_CGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

/* Swift cannot call `git_libgit2_opts`, which is variadic. */

/* "Enable synchronized writes of files in the gitdir using `fsync` (or the platform equivalent) to ensure that new
 * object data is written to permanent storage, not simply cached. This defaults to disabled." */
static inline int assent_enable_fsync(void) {
    return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
}

/* "Enable strict verification of object hashsums when reading objects from disk. This may impact performance due to an
 * additional checksum calculation on each object. This defaults to enabled." git itself does not. */
static inline int assent_verify_objects(int enabled) {
    return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

/* "Set that the given git extensions are supported by the caller." */
static inline int assent_set_extensions(const char **extensions, size_t count) {
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, count);
}

/* `inflateInit` is a macro, which Swift does not see. */
static inline int assent_inflate_init(z_stream *stream) {
    return inflateInit(stream);
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
