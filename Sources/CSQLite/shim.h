// What Swift cannot call by itself: the variadic sqlite3_config and sqlite3_db_config, and the macros that stand for the
// life of bound memory. Everything else is called as SQLite declares it.

#ifndef STUDENTDB_CSQLITE_SHIM_H
#define STUDENTDB_CSQLITE_SHIM_H

#include <sqlite3.h>

#include "packed_rows.h"

/// Switches the counting of allocations off, which no connection may have been opened before.
static inline int csqlite_count_no_allocations(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Switches the counting of allocations on, without which there is no limit on them; answers
/// SQLITE_MISUSE once a connection was opened.
static inline int csqlite_count_allocations(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1);
}

/// Turns a switch of the connection on (1) or off (0), or leaves it alone (-1).
/// `state` receives the switch's state afterwards.
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

#endif
