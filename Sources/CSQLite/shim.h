// What Swift cannot call by itself: the variadic sqlite3_db_config, the macros that stand for the
// life of bound memory, and a call of Linux that its headers hide. Everything else is called as
// SQLite declares it.

#ifndef STUDENTDB_CSQLITE_SHIM_H
#define STUDENTDB_CSQLITE_SHIM_H

#include <sqlite3.h>

#include "packed_rows.h"

/// Turns a switch of the connection on (1) or off (0), or leaves it alone (-1).
/// `state` receives how the switch stands afterwards.
static inline int csqlite_switch(sqlite3 *database, int name, int wanted, int *state) {
  return sqlite3_db_config(database, name, wanted, state);
}

/// Binds `count` bytes of UTF-8, which SQLite copies before this returns.
/// An empty text may come with a null pointer and is still a text, not NULL.
static inline int csqlite_bind_text(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_text64(
      statement, index, bytes ? (const char *)bytes : "", count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds `count` bytes, which SQLite copies before this returns.
/// An empty blob may come with a null pointer and is still a blob, not NULL.
static inline int csqlite_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return sqlite3_bind_blob64(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

#ifdef __linux__
extern int sync_file_range(int descriptor, long long offset, long long count, unsigned flags);
#endif

/// Has the system begin to write what it holds of a file, and does not wait for it; a hint, which
/// changes nothing where it is not understood.
static inline void csqlite_begin_writing(int descriptor) {
#ifdef __linux__
  const unsigned begin = 2;  // SYNC_FILE_RANGE_WRITE
  (void)sync_file_range(descriptor, 0, 0, begin);
#else
  (void)descriptor;
#endif
}

#endif
