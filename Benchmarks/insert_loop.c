/* The floor under an import: read the lines, bind, step, one transaction, nothing else.

     insert_loop FILE.csv DATABASE

   For the rosters of make-roster alone: three cells a line, no quotes. The table is STRICT with the
   checks that any table of students has, and the file is as durable as studentdb's. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *database;

static void expect(int code, int wanted) {
  if (code == wanted) return;
  fprintf(stderr, "insert_loop: %s\n", sqlite3_errmsg(database));
  exit(1);
}

static void run(const char *sql) { expect(sqlite3_exec(database, sql, 0, 0, 0), SQLITE_OK); }

int main(int count, char **arguments) {
  if (count != 3) return fputs("usage: insert_loop FILE.csv DATABASE\n", stderr), 64;
  FILE *file = fopen(arguments[1], "r");
  char line[256];
  if (file == NULL || fgets(line, sizeof line, file) == NULL) return perror(arguments[1]), 66;

  expect(sqlite3_open(arguments[2], &database), SQLITE_OK);
  run("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
      "CREATE TABLE student (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''),"
      "  gender TEXT, height_cm REAL CHECK (height_cm BETWEEN 50 AND 260)) STRICT;"
      "BEGIN IMMEDIATE");
  sqlite3_stmt *insert;
  expect(sqlite3_prepare_v2(database,
                            "INSERT INTO student (name, gender, height_cm) VALUES (?, ?, ?)", -1,
                            &insert, 0),
         SQLITE_OK);
  while (fgets(line, sizeof line, file) != NULL) {
    char *gender = strchr(line, ',');
    char *height = gender == NULL ? NULL : strchr(gender + 1, ',');
    if (height == NULL) return fputs("insert_loop: a line without three cells\n", stderr), 65;
    int letters = (int)(height - gender - 1);
    sqlite3_bind_text(insert, 1, line, (int)(gender - line), SQLITE_STATIC);
    if (letters > 0) {
      sqlite3_bind_text(insert, 2, gender + 1, letters, SQLITE_STATIC);
    } else {
      sqlite3_bind_null(insert, 2);
    }
    sqlite3_bind_double(insert, 3, strtod(height + 1, NULL));
    expect(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run("COMMIT");
  fclose(file);
  return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
