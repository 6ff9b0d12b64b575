/* Stands between SQLite and the kernel (LD_PRELOAD) and makes chosen calls fail.
 *
 * faults_arm("sw", 2, 1, EIO): of the next syncs and writes, let 2 pass, fail 1 with EIO, let the rest pass.
 * Letters: s = fsync, w = pwrite that writes nothing, W = pwrite that writes and fails all the same, t = ftruncate,
 * r = fsync, and the first bytes of the file faults_index are wiped: as if another process had died while it wrote them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/types.h>

#include <fcntl.h>
#include <unistd.h>

static char armed[8];
static char index_file[4096];
static int passing, failing, with, failed;

void faults_arm(const char *letters, int pass, int fail, int error) {
    strncpy(armed, letters, sizeof armed - 1);
    passing = pass, failing = fail, with = error, failed = 0;
}

void faults_index(const char *path) { strncpy(index_file, path, sizeof index_file - 1); }

int faults_disarm(void) {
    armed[0] = 0;
    return failed;
}

static int fails(char letter) {
    if (!strchr(armed, letter) || !armed[0]) return 0;
    if (passing > 0) return passing--, 0;
    if (failing <= 0) return 0;
    failing--, failed++;
    return 1;
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    if (fails('s')) return errno = with, -1;
    if (fails('r')) {
        char nothing[96] = {0};
        int index = open(index_file, O_WRONLY);
        if (index >= 0) write(index, nothing, sizeof nothing), close(index);
        return errno = with, -1;
    }
    return real(file);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    if (strchr(armed, 'W') && armed[0]) {
        if (!fails('W')) return real(file, bytes, size, at);
        real(file, bytes, size, at);
        return errno = with, -1;
    }
    if (fails('w')) return errno = with, -1;
    return real(file, bytes, size, at);
}

int ftruncate64(int file, off64_t size) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    if (fails('t')) return errno = with, -1;
    return real(file, size);
}
