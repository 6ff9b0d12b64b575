/* Stands between a process and the kernel (LD_PRELOAD) and writes down, in order, what it does to the files of one folder.
 *
 * RECORD_BELOW: the folder. RECORD_TO: where the record goes. One entry is a header of four numbers of 8 bytes (kind,
 * length of the name, offset or size, length of what follows), the name, the other name or the bytes.
 * Kinds: c created (open that made the file), w write, t truncate, s sync of a file, d sync of the folder, r rename,
 * u unlink. An entry is written when the call has come back without an error: what the record says was synced, was.
 * Maps of memory (the WAL's index) are not recorded: nothing of them has to survive.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int record = -1;
static char below[4096];

static void begin(void) {
    if (record >= 0) return;
    const char *folder = getenv("RECORD_BELOW"), *to = getenv("RECORD_TO");
    if (!folder || !to) abort();
    strncpy(below, folder, sizeof below - 1);
    record = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (record < 0) abort();
}

/* The name inside the folder; empty for the folder itself; NULL for any other file. */
static const char *inside(const char *path) {
    begin();
    size_t n = strlen(below);
    if (strncmp(path, below, n)) return NULL;
    return path[n] == '/' ? path + n + 1 : path[n] ? NULL : path + n;
}

static const char *name_of(int file, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, size - 1);
    path[n > 0 ? n : 0] = 0;
    return inside(path);
}

static void note(char kind, const char *name, uint64_t at, const void *bytes, uint64_t size) {
    uint64_t head[4] = {(uint64_t)kind, strlen(name), at, size};
    struct iovec parts[3] = {{head, sizeof head}, {(void *)name, strlen(name)}, {(void *)bytes, size}};
    ssize_t whole = sizeof head + strlen(name) + size;
    if (syscall(SYS_writev, record, parts, 3) != whole) abort();
}

#define REAL(name, type, ...)                   \
    static type (*real)(__VA_ARGS__);           \
    if (!real) real = dlsym(RTLD_NEXT, name);

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    REAL("pwrite64", ssize_t, int, const void *, size_t, off64_t)
    ssize_t done = real(file, bytes, size, at);
    char path[4096];
    const char *name = name_of(file, path, sizeof path);
    if (done > 0 && name) note('w', name, at, bytes, done);
    return done;
}

ssize_t write(int file, const void *bytes, size_t size) {
    REAL("write", ssize_t, int, const void *, size_t)
    ssize_t done = real(file, bytes, size);
    char path[4096];
    const char *name = done > 0 ? name_of(file, path, sizeof path) : NULL;
    if (name) note('w', name, lseek64(file, 0, SEEK_CUR) - done, bytes, done);
    return done;
}

int ftruncate64(int file, off64_t size) {
    REAL("ftruncate64", int, int, off64_t)
    int done = real(file, size);
    char path[4096];
    const char *name = name_of(file, path, sizeof path);
    if (!done && name) note('t', name, size, "", 0);
    return done;
}

static int synced(int file, int done) {
    char path[4096];
    const char *name = name_of(file, path, sizeof path);
    if (!done && name) note(*name ? 's' : 'd', name, 0, "", 0);
    return done;
}

int fsync(int file) {
    REAL("fsync", int, int)
    return synced(file, real(file));
}

int fdatasync(int file) {
    REAL("fdatasync", int, int)
    return synced(file, real(file));
}

int rename(const char *from, const char *to) {
    REAL("rename", int, const char *, const char *)
    int done = real(from, to);
    const char *old = inside(from), *new = inside(to);
    if (!done && old && new) note('r', old, 0, new, strlen(new));
    return done;
}

int unlink(const char *path) {
    REAL("unlink", int, const char *)
    int done = real(path);
    const char *name = inside(path);
    if (!done && name) note('u', name, 0, "", 0);
    return done;
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    const char *name = inside(path);
    struct stat there;
    int made = name && (flags & O_CREAT) && stat(path, &there);
    int cut = name && (flags & O_TRUNC);
    int file = real(path, flags, mode);
    if (file >= 0 && made) note('c', name, 0, "", 0);
    else if (file >= 0 && cut) note('t', name, 0, "", 0);
    return file;
}

int open(const char *path, int flags, ...) {
    REAL("open", int, const char *, int, ...)
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(real, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    REAL("open64", int, const char *, int, ...)
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(real, path, flags, mode);
}
