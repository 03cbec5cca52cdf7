/* A disk that fails on request, for a program that is started with this library preloaded.
 *
 * Each call that changes a file in one folder, or makes such a change durable, has a number, from 1. The
 * environment says at which of them what happens:
 *
 *   DISK_FOLDER   the folder, an absolute path; nothing else is touched
 *   DISK_LIST     a file that gets one line for each call: its name, a blank, the file's last name
 *   DISK_AT       the number of the call
 *   DISK_FAULT    kill      the process ends before the call
 *                 torn      half of the bytes are written, or the call is made, and the process ends
 *                 eio       the call fails with EIO
 *                 enospc    the call fails with ENOSPC, but for one that removes a file
 *   DISK_STICKY   if set, all later calls fail as well
 *   DISK_RECORD   a file that gets every call with its bytes, for the simulation of power cuts
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FILES 1024
#define LONGEST_NAME 256

enum verdict { GOES_ON, FAILS, IS_TORN };

static const char *folder;
static const char *fault;
static long wanted;
static long calls;
static int sticky;
static int has_failed;
static int list = -1;
static int record = -1;
static char open_files[MOST_FILES][LONGEST_NAME];

#define NEXT(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int plain_open(const char *path) {
  static int (*real)(const char *, int, ...);
  if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  return real(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void plain_write(int file, const void *bytes, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  if (real(file, bytes, count) < 0) abort();
}

__attribute__((constructor)) static void read_environment(void) {
  const char *text;
  folder = getenv("DISK_FOLDER");
  fault = getenv("DISK_FAULT");
  wanted = (text = getenv("DISK_AT")) ? atol(text) : 0;
  sticky = getenv("DISK_STICKY") != NULL;
  if ((text = getenv("DISK_LIST"))) list = plain_open(text);
  if ((text = getenv("DISK_RECORD"))) record = plain_open(text);
}

/* The name below the folder, "." for the folder itself, or null for any other path. */
static const char *name_in_folder(const char *path) {
  size_t length = folder ? strlen(folder) : 0;
  if (!length || !path || strncmp(path, folder, length)) return NULL;
  if (path[length] == 0) return ".";
  return path[length] == '/' ? path + length + 1 : NULL;
}

static const char *name_of(int file) {
  return file >= 0 && file < MOST_FILES && open_files[file][0] ? open_files[file] : NULL;
}

static void end_process(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* A record is a line "call name offset count", followed by the bytes. */
static void note(const char *call, const char *name, int64_t offset, const void *bytes, size_t count) {
  char line[2 * LONGEST_NAME + 64];
  if (record < 0) return;
  int length = snprintf(line, sizeof line, "%s %s %lld %zu\n", call, name, (long long)offset, count);
  plain_write(record, line, (size_t)length);
  if (count) plain_write(record, bytes, count);
}

/* Counts one call, and says what is to happen to it. */
static enum verdict judge(const char *call, const char *name) {
  calls += 1;
  if (list >= 0) {
    char line[LONGEST_NAME + 32];
    int length = snprintf(line, sizeof line, "%s %s\n", call, name);
    plain_write(list, line, (size_t)length);
  }
  if (!fault || (calls != wanted && !(sticky && has_failed))) return GOES_ON;
  if (!strcmp(fault, "enospc") && !strcmp(call, "unlink")) return GOES_ON;
  has_failed = 1;
  if (!strcmp(fault, "kill")) end_process();
  if (!strcmp(fault, "torn")) return IS_TORN;
  errno = !strcmp(fault, "enospc") ? ENOSPC : EIO;
  return FAILS;
}

static int opened(int file, const char *path) {
  const char *name = name_in_folder(path);
  if (file >= 0 && file < MOST_FILES) snprintf(open_files[file], LONGEST_NAME, "%s", name ? name : "");
  return file;
}

#define OPEN(call_real) \
  va_list rest; \
  va_start(rest, flags); \
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
  va_end(rest); \
  const char *name = name_in_folder(path); \
  int creates = flags & O_CREAT && name && access(path, F_OK) != 0; \
  if (creates || (name && flags & O_TRUNC)) { \
    enum verdict verdict = judge("create", name); \
    if (verdict == FAILS) return -1; \
    if (verdict == IS_TORN) { \
      (void)call_real; \
      end_process(); \
    } \
    note("create", name, 0, NULL, 0); \
  } else if (name && (flags & O_ACCMODE) != O_RDONLY) { \
    enum verdict verdict = judge("open", name); \
    if (verdict == FAILS) return -1; \
    if (verdict == IS_TORN) end_process(); \
  } \
  return opened(call_real, path);

int open(const char *path, int flags, ...) {
  NEXT(open);
  OPEN(real(path, flags, mode))
}

int open64(const char *path, int flags, ...) {
  NEXT(open64);
  OPEN(real(path, flags, mode))
}

int close(int file) {
  NEXT(close);
  if (file >= 0 && file < MOST_FILES) open_files[file][0] = 0;
  return real(file);
}

#define WRITE(at, whole, half) \
  const char *name = name_of(file); \
  if (!name) return whole; \
  switch (judge("write", name)) { \
    case FAILS: return -1; \
    case IS_TORN: (void)!half; end_process(); \
    case GOES_ON: break; \
  } \
  int64_t start = at; \
  ssize_t written = whole; \
  if (written > 0) note("write", name, start, bytes, (size_t)written); \
  return written;

ssize_t write(int file, const void *bytes, size_t count) {
  NEXT(write);
  if (file == STDOUT_FILENO && record >= 0 && count > 0) note("answer", "-", 0, NULL, 0);
  WRITE(lseek(file, 0, SEEK_CUR), real(file, bytes, count), real(file, bytes, count / 2))
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  NEXT(pwrite);
  WRITE(offset, real(file, bytes, count, offset), real(file, bytes, count / 2, offset))
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  NEXT(pwrite64);
  WRITE(offset, real(file, bytes, count, offset), real(file, bytes, count / 2, offset))
}

#define CHANGE(call, name_or_null, offset, whole) \
  const char *name = name_or_null; \
  if (!name) return whole; \
  enum verdict verdict = judge(call, name); \
  if (verdict == FAILS) return -1; \
  int result = whole; \
  if (verdict == IS_TORN) end_process(); \
  if (result == 0) note(call, name, offset, NULL, 0); \
  return result;

int fsync(int file) {
  NEXT(fsync);
  CHANGE("sync", name_of(file), 0, real(file))
}

int fdatasync(int file) {
  NEXT(fdatasync);
  CHANGE("sync", name_of(file), 0, real(file))
}

int ftruncate(int file, off_t length) {
  NEXT(ftruncate);
  CHANGE("truncate", name_of(file), length, real(file, length))
}

int ftruncate64(int file, off64_t length) {
  NEXT(ftruncate64);
  CHANGE("truncate", name_of(file), length, real(file, length))
}

int unlink(const char *path) {
  NEXT(unlink);
  CHANGE("unlink", name_in_folder(path), 0, real(path))
}

/* The two names of a rename or a link, with a ">" between them. */
static const char *both_names(const char *from, const char *to) {
  static char names[2 * LONGEST_NAME];
  const char *first = name_in_folder(from);
  const char *second = name_in_folder(to);
  if (!first || !second) return NULL;
  snprintf(names, sizeof names, "%s>%s", first, second);
  return names;
}

int rename(const char *from, const char *to) {
  NEXT(rename);
  CHANGE("rename", both_names(from, to), 0, real(from, to))
}

int link(const char *from, const char *to) {
  NEXT(link);
  CHANGE("link", both_names(from, to), 0, real(from, to))
}
