// What is wanted of libxlsxwriter, one function for each: its options and validations are structs of
// pointers, which are filled in here, where the strings that they point to still live.

#ifndef STUDENTDB_CXLSXWRITER_SHIM_H
#define STUDENTDB_CXLSXWRITER_SHIM_H

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

/// A workbook that keeps one row in memory, the others in a file without a name in a folder. The same
/// cells give the same bytes: it says that it was made when the ZIP format's time begins.
static inline lxw_workbook *cxlsxwriter_open(const char *path, char *folder) {
  lxw_workbook_options options = {.constant_memory = 1, .tmpdir = folder, .use_zip64 = 0};
  lxw_workbook *workbook = workbook_new_opt(path, &options);
  if (workbook) {
    lxw_doc_properties properties = {.created = 315532800};
    workbook_set_properties(workbook, &properties);
  }
  return workbook;
}

/// A drop-down list below the headings of a column, of words separated by NUL and ended by an empty one;
/// other words are asked about and let in.
static inline lxw_error cxlsxwriter_choices(
    lxw_worksheet *sheet, lxw_col_t column, lxw_row_t last, const char *words, size_t count,
    char *title, char *message) {
  const char **list = (const char **)calloc(count + 1, sizeof *list);
  if (!list) return LXW_ERROR_MEMORY_MALLOC_FAILED;
  for (size_t i = 0; i < count; i++) {
    list[i] = words;
    while (*words) words++;
    words++;
  }
  lxw_data_validation validation = {
      .validate = LXW_VALIDATION_TYPE_LIST,
      .ignore_blank = LXW_VALIDATION_ON,
      .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
      .error_title = title,
      .error_message = message,
      .value_list = (char **)list,
  };
  lxw_error error = worksheet_data_validation_range(sheet, 1, column, last, column, &validation);
  free(list);
  return error;
}

/// Whether rows got lost on their way to the file without a name, which the library does not ask.
static inline int cxlsxwriter_lost_rows(lxw_worksheet *sheet) {
  FILE *rows = sheet->optimize_tmpfile;
  return rows && (fflush(rows) != 0 || ferror(rows));
}

#endif
