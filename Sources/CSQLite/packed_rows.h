// A virtual table over rows that lie ready in memory, so that a million of them pass into a real
// table by INSERT … SELECT, without being bound one by one.
//
// Swift fills `bytes` and `cells` (PackedRows.swift) and lends them for the length of one
// statement. A cell is 64 bits: three for its kind, 29 for its length, 32 for the place of its
// bytes; numbers stand in the bytes as eight bytes, the highest first, but for integers from 0 to
// 2^61 - 1, which stand in the cell itself. Every read is checked against `byte_count`, so that a
// wrong cell is an error and not a look at other memory.

#ifndef STUDENTDB_CSQLITE_PACKED_ROWS_H
#define STUDENTDB_CSQLITE_PACKED_ROWS_H

#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

enum { CSQLITE_PACKED_COLUMNS = 24 };

enum {
  CSQLITE_CELL_NULL = 0,
  CSQLITE_CELL_INTEGER = 1,
  CSQLITE_CELL_REAL = 2,
  CSQLITE_CELL_TEXT = 3,
  CSQLITE_CELL_BLOB = 4,
  CSQLITE_CELL_SMALL_INTEGER = 5,
};

/// The rows that the table holds at the moment; none while `row_count` is zero.
typedef struct {
  const uint8_t *bytes;
  const uint64_t *cells;
  int64_t byte_count;
  int64_t row_count;
  int32_t column_count;
} csqlite_packed_rows;

typedef struct {
  sqlite3_vtab base;
  csqlite_packed_rows *rows;
} csqlite_packed_table;

typedef struct {
  sqlite3_vtab_cursor base;
  int64_t row;
} csqlite_packed_cursor;

static inline uint64_t csqlite_packed_number(const uint8_t *bytes) {
  uint64_t number;
  memcpy(&number, bytes, sizeof number);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  number = __builtin_bswap64(number);
#endif
  return number;
}

static inline int csqlite_packed_connect(
    sqlite3 *database, void *context, int count, const char *const *arguments,
    sqlite3_vtab **result, char **message) {
  (void)count, (void)arguments, (void)message;
  int code = sqlite3_declare_vtab(
      database,
      "CREATE TABLE x(c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,"
      "c12,c13,c14,c15,c16,c17,c18,c19,c20,c21,c22,c23)");
  if (code != SQLITE_OK) return code;
  csqlite_packed_table *table = sqlite3_malloc64(sizeof *table);
  if (!table) return SQLITE_NOMEM;
  memset(table, 0, sizeof *table);
  table->rows = context;
  *result = &table->base;
  return SQLITE_OK;
}

static inline int csqlite_packed_disconnect(sqlite3_vtab *table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

static inline int csqlite_packed_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
  (void)table;
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static inline int csqlite_packed_open(sqlite3_vtab *table, sqlite3_vtab_cursor **result) {
  (void)table;
  csqlite_packed_cursor *cursor = sqlite3_malloc64(sizeof *cursor);
  if (!cursor) return SQLITE_NOMEM;
  memset(cursor, 0, sizeof *cursor);
  *result = &cursor->base;
  return SQLITE_OK;
}

static inline int csqlite_packed_close(sqlite3_vtab_cursor *cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

static inline int csqlite_packed_filter(
    sqlite3_vtab_cursor *cursor, int number, const char *name, int count,
    sqlite3_value **values) {
  (void)number, (void)name, (void)count, (void)values;
  ((csqlite_packed_cursor *)cursor)->row = 0;
  return SQLITE_OK;
}

static inline int csqlite_packed_next(sqlite3_vtab_cursor *cursor) {
  ((csqlite_packed_cursor *)cursor)->row += 1;
  return SQLITE_OK;
}

static inline int csqlite_packed_eof(sqlite3_vtab_cursor *cursor) {
  const csqlite_packed_table *table = (const csqlite_packed_table *)cursor->pVtab;
  return ((csqlite_packed_cursor *)cursor)->row >= table->rows->row_count;
}

static inline int csqlite_packed_column(
    sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column) {
  const csqlite_packed_rows *rows = ((const csqlite_packed_table *)cursor->pVtab)->rows;
  int64_t row = ((csqlite_packed_cursor *)cursor)->row;
  if (column >= rows->column_count || row >= rows->row_count) {
    sqlite3_result_null(context);
    return SQLITE_OK;
  }
  uint64_t cell = rows->cells[row * rows->column_count + column];
  unsigned kind = (unsigned)(cell >> 61);
  uint32_t length = (uint32_t)(cell >> 32) & 0x1fffffffu;
  uint32_t place = (uint32_t)cell;
  if (kind == CSQLITE_CELL_SMALL_INTEGER) {
    sqlite3_result_int64(context, (sqlite3_int64)(cell & 0x1fffffffffffffffu));
    return SQLITE_OK;
  }
  if (kind != CSQLITE_CELL_NULL && (int64_t)place + length > rows->byte_count) {
    return SQLITE_CORRUPT_VTAB;
  }
  const uint8_t *bytes = rows->bytes + place;
  uint64_t number;
  double real;
  switch (kind) {
    case CSQLITE_CELL_NULL:
      sqlite3_result_null(context);
      return SQLITE_OK;
    case CSQLITE_CELL_INTEGER:
      if (length != sizeof number) return SQLITE_CORRUPT_VTAB;
      sqlite3_result_int64(context, (sqlite3_int64)csqlite_packed_number(bytes));
      return SQLITE_OK;
    case CSQLITE_CELL_REAL:
      if (length != sizeof number) return SQLITE_CORRUPT_VTAB;
      number = csqlite_packed_number(bytes);
      memcpy(&real, &number, sizeof real);
      sqlite3_result_double(context, real);
      return SQLITE_OK;
    // The bytes outlive the statement that reads them, so SQLite need not copy them first.
    case CSQLITE_CELL_TEXT:
      sqlite3_result_text64(
          context, (const char *)bytes, length, SQLITE_STATIC, SQLITE_UTF8);
      return SQLITE_OK;
    case CSQLITE_CELL_BLOB:
      sqlite3_result_blob64(context, bytes, length, SQLITE_STATIC);
      return SQLITE_OK;
    default:
      return SQLITE_CORRUPT_VTAB;
  }
}

static inline int csqlite_packed_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid) {
  *rowid = ((csqlite_packed_cursor *)cursor)->row;
  return SQLITE_OK;
}

/// Makes the table `packed_rows` known to a connection. It reads whatever `rows` points to when a
/// statement runs; `rows` is freed with `sqlite3_free` when the connection closes, also when this
/// fails.
static inline int csqlite_register_packed_rows(sqlite3 *database, csqlite_packed_rows *rows) {
  static const sqlite3_module module = {
      .iVersion = 0,
      .xCreate = 0,  // eponymous: there is one, and nobody can make another
      .xConnect = csqlite_packed_connect,
      .xBestIndex = csqlite_packed_best_index,
      .xDisconnect = csqlite_packed_disconnect,
      .xDestroy = csqlite_packed_disconnect,
      .xOpen = csqlite_packed_open,
      .xClose = csqlite_packed_close,
      .xFilter = csqlite_packed_filter,
      .xNext = csqlite_packed_next,
      .xEof = csqlite_packed_eof,
      .xColumn = csqlite_packed_column,
      .xRowid = csqlite_packed_rowid,
  };
  return sqlite3_create_module_v2(database, "packed_rows", &module, rows, sqlite3_free);
}

/// Rows for `csqlite_register_packed_rows`, holding none; null when memory has run out.
static inline csqlite_packed_rows *csqlite_make_packed_rows(void) {
  csqlite_packed_rows *rows = sqlite3_malloc64(sizeof *rows);
  if (rows) memset(rows, 0, sizeof *rows);
  return rows;
}

#endif
