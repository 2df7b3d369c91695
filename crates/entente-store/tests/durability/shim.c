/* Stands between a program and its files: records what it does to those in one folder, or lets a call fail.
 *
 * SHIM_DIR     the folder; other files are left alone
 * SHIM_LOG     where to write the record; none where it is not set
 * SHIM_FAULT   call:errno:first:count, as in fsync:5:2:1; the calls are write, fsync, open, rename
 * SHIM_SWITCH  a file that takes the place of the marks below: calls are counted, and fail, while it is there
 *
 * A program speaks to it by opening /shim-mark/TEXT, which fails and leaves a mark in the record. After /shim-mark/arm
 * calls are counted, and after /shim-mark/disarm none fails. A record is: kind, two numbers, two texts with lengths.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096
#define MARK "/shim-mark/"

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static struct { uint64_t inode; char tracked, folder, append; } files[FILES];
static const char *folder, *switched_by;
static int record = -1;
static char fault_call[16];
static int fault_errno, fault_first, fault_count, armed, calls;

__attribute__((constructor)) static void begin(void) {
    const char *fault = getenv("SHIM_FAULT"), *log = getenv("SHIM_LOG");
    folder = getenv("SHIM_DIR");
    switched_by = getenv("SHIM_SWITCH");
    if (fault) sscanf(fault, "%15[a-z]:%d:%d:%d", fault_call, &fault_errno, &fault_first, &fault_count);
    if (log) record = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static const char *within(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    if (!length || strncmp(path, folder, length) != 0) return NULL;
    if (path[length] == 0) return "";
    return path[length] == '/' ? path + length + 1 : NULL;
}

static void put(const void *bytes, size_t count) {
    while (count > 0) {
        ssize_t done = syscall(SYS_write, record, bytes, count);
        if (done <= 0) abort();
        bytes = (const char *)bytes + done;
        count -= done;
    }
}

static void note(char kind, uint64_t one, uint64_t two, const void *a, uint32_t a_count, const void *b, uint32_t b_count) {
    int kept = errno;
    if (record < 0) return;
    put(&kind, 1);
    put(&one, 8);
    put(&two, 8);
    put(&a_count, 4);
    put(a, a_count);
    put(&b_count, 4);
    put(b, b_count);
    errno = kept;
}

/* Says whether a call is to fail, and with what. */
static int fails(const char *call) {
    if (strcmp(call, fault_call) != 0) return 0;
    if (!(switched_by ? access(switched_by, F_OK) == 0 : armed)) return 0;
    calls++;
    if (calls < fault_first || calls >= fault_first + fault_count) return 0;
    if (calls == fault_first) {
        const char text[] = "fault";
        note('M', 0, 0, text, sizeof text - 1, "", 0);
        const char *told = getenv("SHIM_TOLD");
        int at = told ? syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
        if (at >= 0) syscall(SYS_close, at);
    }
    errno = fault_errno;
    return 1;
}

static int tracked(int fd) { return fd >= 0 && fd < FILES && files[fd].tracked; }

static int mark(const char *path) {
    size_t length = sizeof MARK - 1;
    if (strncmp(path, MARK, length) != 0) return 0;
    pthread_mutex_lock(&turn);
    if (strcmp(path + length, "arm") == 0) armed = 1;
    if (strcmp(path + length, "disarm") == 0) armed = 0;
    note('M', 0, 0, path + length, strlen(path + length), "", 0);
    pthread_mutex_unlock(&turn);
    errno = ENOENT;
    return 1;
}

static int opened(int at, const char *path, int flags, mode_t mode) {
    if (mark(path)) return -1;
    const char *name = within(path);
    if (!name) return syscall(SYS_openat, at, path, flags, mode);
    pthread_mutex_lock(&turn);
    int fd = -1;
    if (!fails("open")) {
        struct stat before, after;
        int stood = stat(path, &before) == 0;
        fd = syscall(SYS_openat, at, path, flags, mode);
        if (fd >= 0 && fd < FILES && fstat(fd, &after) == 0) {
            files[fd].inode = after.st_ino;
            files[fd].tracked = 1;
            files[fd].folder = S_ISDIR(after.st_mode);
            files[fd].append = (flags & O_APPEND) != 0;
            if (!stood) note('O', after.st_ino, 0, name, strlen(name), "", 0);
            if (stood && (flags & O_TRUNC)) note('T', after.st_ino, 0, "", 0, "", 0);
        }
    }
    pthread_mutex_unlock(&turn);
    return fd;
}

#define OPEN(name)                                              \
    int name(const char *path, int flags, ...) {                \
        va_list rest;                                           \
        va_start(rest, flags);                                  \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                           \
        return opened(AT_FDCWD, path, flags, mode);             \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    pthread_mutex_lock(&turn);
    if (fd >= 0 && fd < FILES) files[fd].tracked = 0;
    pthread_mutex_unlock(&turn);
    return syscall(SYS_close, fd);
}

static ssize_t written(int fd, const void *bytes, size_t count, int64_t at) {
    if (!tracked(fd)) return at < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, at);
    pthread_mutex_lock(&turn);
    ssize_t done = -1;
    if (!fails("write")) {
        int64_t place = at >= 0 ? at : syscall(SYS_lseek, fd, 0, files[fd].append ? SEEK_END : SEEK_CUR);
        done = at < 0 ? syscall(SYS_write, fd, bytes, count) : syscall(SYS_pwrite64, fd, bytes, count, at);
        if (done > 0) note('W', files[fd].inode, place, bytes, done, "", 0);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
ssize_t write(int fd, const void *bytes, size_t count) { return written(fd, bytes, count, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return written(fd, bytes, count, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { return written(fd, bytes, count, at); }

static int synced(int fd) {
    if (!tracked(fd)) return syscall(SYS_fsync, fd);
    pthread_mutex_lock(&turn);
    int done = -1;
    if (!fails("fsync")) {
        done = syscall(SYS_fsync, fd);
        if (done == 0) note(files[fd].folder ? 'D' : 'S', files[fd].inode, 0, "", 0, "", 0);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

static int cut(int fd, int64_t length) {
    if (!tracked(fd)) return syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&turn);
    int done = -1;
    if (!fails("write")) {
        done = syscall(SYS_ftruncate, fd, length);
        if (done == 0) note('T', files[fd].inode, length, "", 0, "", 0);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

int rename(const char *from, const char *to) {
    const char *one = within(from), *two = within(to);
    if (!one || !two) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    pthread_mutex_lock(&turn);
    int done = -1;
    if (!fails("rename")) {
        done = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
        if (done == 0) note('R', 0, 0, one, strlen(one), two, strlen(two));
    }
    pthread_mutex_unlock(&turn);
    return done;
}

int unlink(const char *path) {
    const char *name = within(path);
    if (!name) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&turn);
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (done == 0) note('U', 0, 0, name, strlen(name), "", 0);
    pthread_mutex_unlock(&turn);
    return done;
}

/* Copies that pass the program by would pass the record by too, so that the program is made to copy by itself. */
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t count, unsigned flags) {
    (void)from, (void)at, (void)to, (void)there, (void)count, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *at, size_t count) {
    (void)to, (void)from, (void)at, (void)count;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    (void)to, (void)from, (void)at, (void)count;
    errno = ENOSYS;
    return -1;
}
